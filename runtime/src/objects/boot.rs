//! Making the runtime's types in the order in which they need each other.

use super::spec::*;
use crate::Vm;
use crate::heap::*;

pub use super::code_types::TRACEBACK_SPEC;
pub use super::object_type::{has_abstract, is_object_init, is_object_new};

static ELLIPSIS_SPEC: TypeSpec = TypeSpec {
    name: "ellipsis",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.new_str("Ellipsis"))));
        s.new.set(Some(|_, _, _| Ok(Word::ELLIPSIS)));
    },
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, _| Ok(vm.new_str("Ellipsis")), "")],
    ..TypeSpec::DEFAULT
};
static NONE_SPEC: TypeSpec = TypeSpec {
    name: "NoneType",
    doc: "The type of the None singleton.",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.new_str("None"))));
        s.bool.set(Some(|_, _| Ok(false)));
        s.hash.set(Some(|_, _| Ok(0xfca86420)));
        s.new.set(Some(|vm, _, args| {
            if args.words.is_empty() { Ok(Word::NONE) } else { Err(vm.type_error("NoneType takes no arguments")) }
        }));
    },
    ..TypeSpec::DEFAULT
};
static NOT_IMPLEMENTED_SPEC: TypeSpec = TypeSpec {
    name: "NotImplementedType",
    slots: |s| {
        s.repr.set(Some(|vm, _| Ok(vm.new_str("NotImplemented"))));
        s.bool.set(Some(|vm, _| Err(vm.type_error("NotImplemented should not be used in a boolean context"))));
        s.new.set(Some(|_, _, _| Ok(Word::NOT_IMPLEMENTED)));
    },
    methods: &[FnDef::new("__reduce__", "($self, /)", |vm, _| Ok(vm.new_str("NotImplemented")), "")],
    ..TypeSpec::DEFAULT
};

/// Builds types, constants and the first modules.
pub fn bootstrap(vm: &Vm) {
    use super::*;
    let t = &vm.types;
    // Types whose instances everything else is made of, still empty.
    t.type_.set_root(vm.alloc_type(Kind::Type));
    t.object.set_root(vm.alloc_type(Kind::Instance));
    t.str.set_root(vm.alloc_type(Kind::Str));
    t.tuple.set_root(vm.alloc_type(Kind::Tuple));
    t.dict.set_root(vm.alloc_type(Kind::Dict));
    t.list.set_root(vm.alloc_type(Kind::List));
    vm.make_strings();
    t.int.set_root(vm.alloc_type(Kind::Int));
    t.float.set_root(vm.alloc_type(Kind::Float));
    t.bytes.set_root(vm.alloc_type(Kind::Bytes));
    vm.make_constants();
    for s in [&t.type_, &t.object, &t.str, &t.tuple, &t.dict, &t.list, &t.int, &t.float, &t.bytes] {
        if let Some(x) = s.get().as_type() {
            x.hdr.shape.set(vm.shape_of_type(t.type_.get()));
        }
    }
    vm.finish_type(t.object.get(), &object_type::OBJECT_SPEC, None);
    // Descriptors are native objects: their types come before any method is added, and get their
    // own entries afterwards through the same path.
    vm.finish_type(t.type_.get(), &object_type::TYPE_SPEC, None);
    let own: [(&Slot, &'static TypeSpec); 7] = [
        (&t.str, &str_type::STR_SPEC),
        (&t.tuple, &tuple_type::TUPLE_SPEC),
        (&t.dict, &dict_type::DICT_SPEC),
        (&t.list, &list_type::LIST_SPEC),
        (&t.int, &int_type::INT_SPEC),
        (&t.float, &float_type::FLOAT_SPEC),
        (&t.bytes, &bytes_type::BYTES_SPEC),
    ];
    for (slot, spec) in own {
        vm.finish_type(slot.get(), spec, None);
    }
    let table: [(&Slot, Kind, &'static TypeSpec); 22] = [
        (&t.bool, Kind::Int, &int_type::BOOL_SPEC),
        (&t.none, Kind::Instance, &NONE_SPEC),
        (&t.ellipsis, Kind::Instance, &ELLIPSIS_SPEC),
        (&t.not_implemented, Kind::Instance, &NOT_IMPLEMENTED_SPEC),
        (&t.complex, Kind::Complex, &complex_type::COMPLEX_SPEC),
        (&t.set, Kind::Set, &set_type::SET_SPEC),
        (&t.frozenset, Kind::Set, &set_type::FROZENSET_SPEC),
        (&t.range_iterator, Kind::RangeIter, &iters::RANGE_ITER_SPEC),
        (&t.list_iterator, Kind::ListIter, &iters::LIST_ITER_SPEC),
        (&t.tuple_iterator, Kind::ListIter, &iters::TUPLE_ITER_SPEC),
        (&t.function, Kind::Function, &methods::FUNCTION_SPEC),
        (&t.method, Kind::Method, &methods::METHOD_SPEC),
        (&t.cell, Kind::Cell, &code_types::CELL_SPEC),
        (&t.code, Kind::Code, &code_types::CODE_SPEC),
        (&t.frame, Kind::Frame, &code_types::FRAME_SPEC),
        (&t.generator, Kind::Generator, &generator_types::GENERATOR_SPEC),
        (&t.coroutine, Kind::Generator, &generator_types::COROUTINE_SPEC),
        (&t.async_generator, Kind::Generator, &async_gen::ASYNC_GENERATOR_SPEC),
        (&t.traceback, Kind::Native, &TRACEBACK_SPEC),
        (&t.property, Kind::Native, &methods::PROPERTY_SPEC),
        (&t.range, Kind::Native, &range_type::RANGE_SPEC),
        (&t.slice, Kind::Native, &slice::SLICE_SPEC),
    ];
    for (slot, kind, spec) in table {
        let w = if kind == Kind::Native { Word::NULL } else { vm.make_type(spec, kind, None) };
        if !w.is_null() {
            slot.set_root(w);
        }
    }
    // A dict subclass such as TF_MAPPING is set by the specs; native payload types register
    // themselves at their first use.
    t.traceback.set_root(vm.native_type::<crate::interp::unwind::TracebackObj>());
    t.property.set_root(vm.native_type::<methods::Property>());
    t.classmethod.set_root(vm.native_type::<methods::ClassMethod>());
    t.staticmethod.set_root(vm.native_type::<methods::StaticMethod>());
    t.super_.set_root(vm.native_type::<methods::SuperObj>());
    t.slice.set_root(vm.native_type::<slice::SliceObj>());
    t.bytearray.set_root(vm.native_type::<bytearray_type::ByteArray>());
    t.memoryview.set_root(vm.native_type::<memoryview_type::MemView>());
    t.range.set_root(vm.native_type::<range_type::RangeObj>());
    t.module.set_root(vm.native_type::<ModuleObj>());
    t.builtin.set_root(vm.native_type::<BuiltinFn>());
    t.method_descriptor.set_root(vm.native_type::<MethodDescr>());
    t.member.set_root(vm.native_type::<MemberDescr>());
    super::exc::make_exc_types(vm);
    crate::modules::init(vm);
}
