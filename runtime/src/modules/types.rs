//! The `_types` module: the types of the runtime's own objects by name.

use crate::heap::*;
use crate::objects::*;

/// The module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_types",
    doc: "Define names for built-in types.",
    functions: &[],
    init: |vm, m| {
        let t = &vm.types;
        let proxy = {
            let d = vm.new_dict();
            vm.type_of(vm.new_mapping_proxy(d))
        };
        let wrapper = |ty: &Slot, name: &str| {
            let d = ty.get().as_type().map_or(Word::NULL, |t| t.dict.get());
            let w = vm.dict_get_str(d, name);
            if w.is_null() { Word::NULL } else { vm.type_of(w) }
        };
        let bound = vm.getattr_str(Word::small(0), "__add__")?;
        for (name, w) in [
            ("AsyncGeneratorType", t.async_generator.get()),
            ("BuiltinFunctionType", t.builtin.get()),
            ("BuiltinMethodType", t.builtin.get()),
            ("CellType", t.cell.get()),
            ("ClassMethodDescriptorType", wrapper(&t.dict, "fromkeys")),
            ("CodeType", t.code.get()),
            ("CoroutineType", t.coroutine.get()),
            ("EllipsisType", t.ellipsis.get()),
            ("FrameType", t.frame.get()),
            ("FrameLocalsProxyType", vm.locals_proxy_type()),
            ("FunctionType", t.function.get()),
            ("GeneratorType", t.generator.get()),
            ("GetSetDescriptorType", wrapper(&vm.exc.BaseException, "args")),
            ("LambdaType", t.function.get()),
            ("MappingProxyType", proxy),
            ("MemberDescriptorType", t.member.get()),
            ("MethodDescriptorType", t.method_descriptor.get()),
            ("MethodType", t.method.get()),
            ("MethodWrapperType", vm.type_of(bound)),
            ("ModuleType", t.module.get()),
            ("NoneType", t.none.get()),
            ("NotImplementedType", t.not_implemented.get()),
            ("SimpleNamespace", super::namespace::type_word(vm)),
            ("TracebackType", t.traceback.get()),
            ("WrapperDescriptorType", wrapper(&t.object, "__repr__")),
        ] {
            if !w.is_null() {
                vm.module_add(m, name, w);
            }
        }
        let union = vm.make_union(t.int.get(), t.str.get())?;
        if union != Word::NOT_IMPLEMENTED {
            vm.module_add(m, "UnionType", vm.type_of(union));
        } else {
            vm.module_add(m, "UnionType", t.not_implemented.get());
        }
        let alias = vm.generic_alias(t.list.get(), t.int.get())?;
        vm.module_add(m, "GenericAlias", vm.type_of(alias));
        vm.module_add(m, "CapsuleType", vm.types.not_implemented.get());
        Ok(())
    },
};
