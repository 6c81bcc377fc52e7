//! Attributes, globals, subscripts, iteration: by what the interpreter's inline caches hold.

use cranelift_codegen::ir::{Block, InstBuilder, Value, condcodes::*, types::*};
use std::mem::offset_of;
use taipan_runtime::heap::{GC_UNLOGGED, Kind, Word, log};
use taipan_runtime::interp::compiled::{step, step_pending};
use taipan_runtime::interp::opcodes::*;
use taipan_runtime::interp::ops::{MET_DOUBLES, MET_OTHER};
use taipan_runtime::interp::places::{How, load_key, store_key};
use taipan_runtime::interp::transfers;
use taipan_runtime::objects::{leaf, *};

use crate::flow::Instr;
use crate::values::*;

/// Offset of the words behind the head of a `Words`, a tuple or an instance.
const BODY: i32 = 16 - TAG;
/// Shapes that a place looks for.
pub const MOST_SHAPES: usize = 8;
const _: () = assert!(size_of::<Words>() == 16 && size_of::<TupleObj>() == 16 && size_of::<InstanceObj>() == 16);

impl Emitter<'_> {
    /// A cache of the instruction: `k` units behind its word.
    pub fn cache(&self, i: &Instr, k: usize) -> u32 {
        // SAFETY: within the instruction's caches.
        unsafe { *self.code.stream().add(i.at + 1 + k) }
    }
    fn cache_word(&self, i: &Instr, k: usize) -> Word {
        // SAFETY: as above; the caches are 4-byte aligned.
        Word(unsafe { (self.code.stream().add(i.at + 1 + k) as *const u64).read_unaligned() })
    }
    pub fn kept_word(&mut self, w: Word) -> Value {
        let slot = self.kept(w);
        self.load_at(I64, slot)
    }

    // ---- globals

    pub fn load_global(&mut self, i: &Instr) {
        let depth = self.depth() + 1 + (i.arg as usize & 1);
        let Some((dicts, index)) = self.global_place(i) else {
            return self.by_step(i, depth);
        };
        let (before, cold) = (self.state.clone(), self.cold());
        let fp = self.frame();
        let f = self.load(I64, fp, -8);
        let known = match dicts[dicts.len() - 1].1.get::<DictObj>().and_then(|d| d.entry(index)) {
            Some((_, v)) => v,
            None => Word::NULL,
        };
        let v = if let [(field, _)] = dicts[..] {
            // The entry has the name as long as nobody takes it out; other names come and go.
            let d = self.load(I64, f, field - TAG);
            let e = self.load(I64, d, offset_of!(DictObj, entries) as i32 - TAG);
            self.guard_ptr(e, cold);
            let len = self.load(I64, e, offset_of!(Words, len) as i32 - TAG);
            let end = Word::small(3 * index as i64 + 2).0 as i64;
            let ok = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, len, end);
            self.guard(ok, cold);
            let key = self.load(I64, e, BODY + 8 * (3 * index + 1) as i32);
            let name = self.kept_word(self.name(i.arg as usize >> 1));
            let ok = self.b.ins().icmp(IntCC::Equal, key, name);
            self.guard(ok, cold);
            self.load(I64, e, BODY + 8 * (3 * index + 2) as i32)
        } else {
            self.load_builtin(i, f, &dicts, index, cold)
        };
        self.push(V::Word(v, Ty::Any));
        let mut results = 1;
        if i.arg & 1 == 1 {
            self.push(V::Const(Word::NULL.0));
            results = 2;
        }
        self.join(i, cold, before, results);
        let k = self.depth() - results;
        self.state.stack[k].likely = Some(Known { object: known, method: false });
    }
    /// A name that the globals do not have, and the builtins have at `index`.
    fn load_builtin(&mut self, i: &Instr, f: Value, dicts: &[(i32, Word)], index: usize, cold: Block) -> Value {
        // What the interpreter knows of the globals it learns anew when a name comes; then this goes on with it. (At a place
        // its opcode does not show.)
        let learns = self.flow.places.binary_search(&(i.at as u32)).is_err();
        let mut d = f;
        for (k, &(field, dict)) in dicts.iter().enumerate() {
            d = self.load(I64, f, field - TAG);
            let version = self.load(I64, d, offset_of!(DictObj, version) as i32 - TAG);
            let ok = if learns && k == 0 {
                // SAFETY: the instruction's word and its caches.
                let (at, cache) = unsafe {
                    let p = self.code.stream().add(i.at);
                    (p as *const u8, p.add(2) as *const u8)
                };
                let op = self.load_at(I8, at);
                self.guard_equal(op, LOAD_GLOBAL_BUILTIN as i64, cold);
                let want = self.load_at(I32, cache);
                let version = self.b.ins().ushr_imm_u(version, 2);
                let version = self.b.ins().ireduce(I32, version);
                self.b.ins().icmp(IntCC::Equal, version, want)
            } else {
                let now = dict.get::<DictObj>().map_or(0, |d| d.version.get());
                let want = self.word(Word::small(now as i64).0);
                self.b.ins().icmp(IntCC::Equal, version, want)
            };
            self.guard(ok, cold);
        }
        let e = self.load(I64, d, offset_of!(DictObj, entries) as i32 - TAG);
        self.load(I64, e, BODY + 8 * (3 * index + 2) as i32)
    }
    /// The dicts whose versions say where a global lies (the last one holds it), and its entry there.
    fn global_place(&self, i: &Instr) -> Option<(Vec<(i32, Word)>, usize)> {
        let f = self.function.get::<FunctionObj>()?;
        let (g, b) = (f.globals.get(), f.builtins.get());
        let fits = |d: Word, v: u32| d.get::<DictObj>().is_some_and(|d| d.version.get() as u32 == v && v != 0);
        let globals = (offset_of!(FunctionObj, globals) as i32, g);
        if !fits(g, self.cache(i, 1)) {
            return None;
        }
        match i.op {
            LOAD_GLOBAL_MODULE => Some((vec![globals], self.cache(i, 2) as usize)),
            LOAD_GLOBAL_BUILTIN if fits(b, self.cache(i, 3)) => {
                Some((vec![globals, (offset_of!(FunctionObj, builtins) as i32, b)], self.cache(i, 2) as usize))
            }
            _ => None,
        }
    }

    // ---- attributes

    pub fn name(&self, n: usize) -> Word {
        let names = self.code.data.names.get();
        names.get::<TupleObj>().and_then(|t| t.items().get(n).copied()).unwrap_or(Word::NULL)
    }
    /// The shapes that were met at the instruction: now, and when the code was compiled before.
    fn shapes_seen(&mut self, i: &Instr, key: u64) -> Vec<u32> {
        let code = self.code.word().0;
        let mut all = self.seen.borrow().get(&code).and_then(|c| c.get(&i.at)).cloned().unwrap_or_default();
        let table = self.vm.places.of_key(key).into_iter().map(|(shape, _)| shape);
        let one = matches!(
            i.op,
            LOAD_ATTR_INLINE
                | LOAD_ATTR_OVERFLOW
                | LOAD_ATTR_METHOD
                | LOAD_ATTR_CLASSVAR
                | STORE_ATTR_INLINE
                | STORE_ATTR_ADD
        );
        let now: Vec<u32> = if one { vec![self.cache(i, 1)] } else { table.collect() };
        all.extend(now);
        // Newer shapes first: instances of the older ones may well be gone.
        all.sort_unstable_by_key(|s| std::cmp::Reverse(*s));
        all.dedup();
        all.truncate(MOST_SHAPES);
        self.seen.borrow_mut().entry(code).or_default().insert(i.at, all.clone());
        all
    }
    /// Whether the instruction met another shape than the one it has in its caches.
    fn several_shapes(&mut self, i: &Instr, key: u64) -> bool {
        self.shapes_seen(i, key).len() > 1
    }

    pub fn load_attr(&mut self, i: &Instr) {
        let k = self.depth() - 1;
        let call = i.arg as usize & 1;
        let shape = self.cache(i, 1);
        let (index, version) = (self.cache(i, 2) as i32, self.cache(i, 2));
        if !matches!(
            i.op,
            LOAD_ATTR_INLINE
                | LOAD_ATTR_OVERFLOW
                | LOAD_ATTR_METHOD
                | LOAD_ATTR_CLASSVAR
                | LOAD_ATTR_NATIVE_METHOD
                | LOAD_ATTR_MODULE
                | LOAD_ATTR_CLASS
        ) {
            if i.op == LOAD_ATTR_SLOW && self.load_attr_shapes(i) {
                return;
            }
            return self.by_step(i, k + 1 + call);
        }
        if matches!(i.op, LOAD_ATTR_INLINE | LOAD_ATTR_OVERFLOW | LOAD_ATTR_METHOD | LOAD_ATTR_CLASSVAR) {
            let key = load_key(self.name(i.arg as usize >> 1), call == 1);
            if self.several_shapes(i, key) && self.load_attr_shapes(i) {
                return;
            }
        }
        let v = self.get(k);
        let o = self.as_word(v);
        let (before, cold) = (self.state.clone(), self.cold());
        let mut known = None;
        let value = match i.op {
            LOAD_ATTR_INLINE | LOAD_ATTR_OVERFLOW => {
                self.guard_object(o, shape, cold);
                let (base, at) = if i.op == LOAD_ATTR_INLINE {
                    (o, index)
                } else {
                    (self.load(I64, o, offset_of!(InstanceObj, overflow) as i32 - TAG), index)
                };
                let v = self.load(I64, base, BODY + 8 * at);
                let ok = self.b.ins().icmp_imm_s(IntCC::NotEqual, v, Word::NULL.0 as i64);
                self.guard(ok, cold);
                v
            }
            LOAD_ATTR_METHOD | LOAD_ATTR_CLASSVAR => {
                self.guard_object(o, shape, cold);
                self.guard_version(self.cache_word(i, 5).ptr() as *const TypeObj, version, cold);
                let w = self.cache_word(i, 3);
                known = Some(Known { object: w, method: i.op == LOAD_ATTR_METHOD });
                self.kept_word(w)
            }
            LOAD_ATTR_NATIVE_METHOD => {
                self.guard_object(o, shape, cold);
                known = Some(Known { object: self.cache_word(i, 3), method: true });
                self.kept_word(self.cache_word(i, 3))
            }
            LOAD_ATTR_CLASS => {
                let class = self.cache_word(i, 5);
                let want = self.kept_word(class);
                let ok = self.b.ins().icmp(IntCC::Equal, o, want);
                self.guard(ok, cold);
                self.guard_version(class.ptr() as *const TypeObj, shape, cold);
                let w = self.cache_word(i, 3);
                known = Some(Known { object: w, method: false });
                self.kept_word(w)
            }
            _ => {
                let module = self.kept_word(self.cache_word(i, 5));
                let ok = self.b.ins().icmp(IntCC::Equal, o, module);
                self.guard(ok, cold);
                let dict = self.cache_word(i, 3);
                let now = dict.get::<DictObj>().map_or(0, |d| d.version.get());
                if now as u32 != shape {
                    // Stale already: the interpreter learns anew.
                    self.b.ins().jump(cold, &[]);
                    let dead = self.b.create_block();
                    self.b.switch_to_block(dead);
                }
                let d = self.kept_word(dict);
                let version = self.load(I64, d, offset_of!(DictObj, version) as i32 - TAG);
                let want = self.word(Word::small(now as i64).0);
                let ok = self.b.ins().icmp(IntCC::Equal, version, want);
                self.guard(ok, cold);
                let e = self.load(I64, d, offset_of!(DictObj, entries) as i32 - TAG);
                self.load(I64, e, BODY + 8 * (3 * index + 2))
            }
        };
        self.replace(1, V::Word(value, Ty::Any));
        if call == 1 {
            let method = matches!(i.op, LOAD_ATTR_METHOD | LOAD_ATTR_NATIVE_METHOD);
            self.push(if method { V::Word(o, Ty::Any) } else { V::Const(Word::NULL.0) });
        }
        self.join(i, cold, before, 1 + call);
        self.state.stack[k].likely = known;
    }
    /// A load whose place met several shapes: one path for each that the interpreter's table knows.
    fn load_attr_shapes(&mut self, i: &Instr) -> bool {
        let (k, call) = (self.depth() - 1, i.arg & 1 == 1);
        let name = self.name(i.arg as usize >> 1);
        let shapes = self.shapes_seen(i, load_key(name, call));
        let access = |s: &u32| (*s, self.vm.load_access_of_shape(*s, name, call));
        let mut rows: Vec<_> = shapes.iter().map(access).collect();
        rows.retain(|(_, a)| matches!(a.how, How::Inline | How::Overflow | How::Method | How::ClassVar));
        if rows.is_empty() {
            return false;
        }
        let v = self.get(k);
        let o = self.as_word(v);
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_ptr(o, cold);
        let join = self.b.create_block();
        let value = self.b.append_block_param(join, I64);
        let this = call.then(|| self.b.append_block_param(join, I64));
        let shape = self.load(I32, o, 4 - TAG);
        for (row, access) in rows {
            let (hit, next) = (self.b.create_block(), self.b.create_block());
            let same = self.b.ins().icmp_imm_s(IntCC::Equal, shape, row as i32 as i64);
            self.b.ins().brif(same, hit, &[], next, &[]);
            self.b.switch_to_block(hit);
            let v = match access.how {
                How::Inline | How::Overflow => {
                    let base = if access.how == How::Inline {
                        o
                    } else {
                        self.load(I64, o, offset_of!(InstanceObj, overflow) as i32 - TAG)
                    };
                    let v = self.load(I64, base, BODY + 8 * access.index as i32);
                    let ok = self.b.ins().icmp_imm_s(IntCC::NotEqual, v, Word::NULL.0 as i64);
                    self.guard(ok, cold);
                    v
                }
                _ => {
                    self.guard_version(self.vm.shapes.get(row).class, access.version, cold);
                    self.kept_word(access.value)
                }
            };
            let mut args = vec![v.into()];
            if call {
                args.push(if access.how == How::Method { o } else { self.word(Word::NULL.0) }.into());
            }
            self.b.ins().jump(join, &args);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(cold, &[]);
        self.b.switch_to_block(join);
        self.replace(1, V::Word(value, Ty::Any));
        if let Some(this) = this {
            self.push(V::Word(this, Ty::Any));
        }
        self.join(i, cold, before, 1 + call as usize);
        true
    }
    pub fn guard_object(&mut self, o: Value, shape: u32, cold: Block) {
        self.guard_ptr(o, cold);
        self.guard_shape(o, shape, cold);
    }
    /// Goes on while the class is what it was. Classes never move, and no object of a dead one has its shape.
    pub fn guard_version(&mut self, class: *const TypeObj, version: u32, cold: Block) {
        // SAFETY: the class is alive now.
        let v = self.load_at(I32, unsafe { (*class).version.as_ptr() } as *const u8);
        self.guard_equal(v, version as i32 as i64, cold);
    }
    /// Tells the collector of a store into an object, if it must know.
    pub fn note_store(&mut self, o: Value) {
        let gc = self.load(I8, o, -TAG);
        let bit = self.b.ins().band_imm_u(gc, GC_UNLOGGED as i64);
        let (note, next) = (self.cold(), self.b.create_block());
        self.b.ins().brif(bit, note, &[], next, &[]);
        self.b.switch_to_block(note);
        let callee = self.word(note_store as *const () as u64);
        self.b.ins().call_indirect(self.sigs.note, callee, &[o]);
        self.b.ins().jump(next, &[]);
        self.b.switch_to_block(next);
    }
    pub fn store_attr(&mut self, i: &Instr) {
        let depth = self.depth() - 2;
        if !matches!(i.op, STORE_ATTR_INLINE | STORE_ATTR_ADD) {
            if i.op == STORE_ATTR_SLOW && self.store_attr_shapes(i) {
                return;
            }
            return self.by_step(i, depth);
        }
        let key = store_key(self.name(i.arg as usize));
        if self.several_shapes(i, key) && self.store_attr_shapes(i) {
            return;
        }
        let (v, o) = self.two();
        let (v, o) = (self.as_word(v), self.as_word(o));
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_object(o, self.cache(i, 1), cold);
        self.store(v, o, BODY + 8 * self.cache(i, 3) as i32);
        self.note_store(o);
        if i.op == STORE_ATTR_ADD {
            let shape = self.iconst(I32, self.cache(i, 2) as i32 as i64);
            self.store(shape, o, 4 - TAG);
        }
        self.state.stack.truncate(depth);
        self.join(i, cold, before, 0);
    }

    /// A store whose place met several shapes.
    fn store_attr_shapes(&mut self, i: &Instr) -> bool {
        let name = self.name(i.arg as usize);
        let shapes = self.shapes_seen(i, store_key(name));
        let access = |s: &u32| (*s, self.vm.store_access_of_shape(*s, name));
        let mut rows: Vec<_> = shapes.iter().map(access).collect();
        rows.retain(|(_, a)| matches!(a.how, How::Inline | How::Overflow | How::Add));
        if rows.is_empty() {
            return false;
        }
        let (v, o) = self.two();
        let (v, o) = (self.as_word(v), self.as_word(o));
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_ptr(o, cold);
        let join = self.b.create_block();
        let shape = self.load(I32, o, 4 - TAG);
        for (row, access) in rows {
            let (hit, next) = (self.b.create_block(), self.b.create_block());
            let same = self.b.ins().icmp_imm_s(IntCC::Equal, shape, row as i32 as i64);
            self.b.ins().brif(same, hit, &[], next, &[]);
            self.b.switch_to_block(hit);
            let mut base = o;
            if access.how == How::Overflow {
                base = self.load(I64, o, offset_of!(InstanceObj, overflow) as i32 - TAG);
            }
            self.store(v, base, BODY + 8 * access.index as i32);
            self.note_store(base);
            if access.how == How::Add {
                let shape = self.iconst(I32, access.version as i32 as i64);
                self.store(shape, o, 4 - TAG);
            }
            self.b.ins().jump(join, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(cold, &[]);
        self.b.switch_to_block(join);
        let depth = self.depth() - 2;
        self.state.stack.truncate(depth);
        self.join(i, cold, before, 0);
        true
    }

    // ---- subscripts

    /// The place of an index in a sequence of this length (a word), as a distance in bytes.
    fn offset_in(&mut self, index: V, len: Value, cold: Block) -> Value {
        let i = match index {
            V::Const(c) if (c as i64) < 0 && Word(c).is_small() => {
                self.b.ins().iadd_imm_s(len, Word(c).small_value() * 4)
            }
            v => {
                let w = self.as_word(v);
                self.guard_int(w, cold);
                w
            }
        };
        // Both are tagged alike; what is below zero is a large number.
        let ok = self.b.ins().icmp(IntCC::UnsignedLessThan, i, len);
        self.guard(ok, cold);
        let i = self.b.ins().iadd_imm_s(i, -1);
        self.b.ins().ishl_imm_u(i, 1)
    }
    pub fn subscr(&mut self, i: &Instr) {
        let (c, k) = self.two();
        let ok = match k {
            V::Const(c) => Word(c).is_small(),
            V::Word(..) => true,
            _ => false,
        };
        let met = self.cache(i, 0) as u8;
        if met == MET_DOUBLES && ok && !self.missed(i) && matches!(c, V::Word(..)) {
            return self.subscr_doubles(i, c, k);
        }
        if met >= MET_OTHER || self.missed(i) || !ok || !matches!(c, V::Word(..)) {
            return self.by_leaf(i, leaf::subscript, 2, &[], Ty::Any);
        }
        let c = self.as_word(c);
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_ptr(c, cold);
        let join = self.b.create_block();
        let r = self.b.append_block_param(join, I64);
        let (list, other) = (self.b.create_block(), self.b.create_block());
        let shape = self.load(I32, c, 4 - TAG);
        let list_shape = self.vm.shape_of_type(self.vm.types.list.get());
        let is_list = self.b.ins().icmp_imm_s(IntCC::Equal, shape, list_shape as i32 as i64);
        self.b.ins().brif(is_list, list, &[], other, &[]);
        let ints = self.state.ints.clone();
        self.b.switch_to_block(list);
        let len = self.load(I64, c, offset_of!(ListObj, len) as i32 - TAG);
        let o = self.offset_in(k, len, cold);
        let items = self.load(I64, c, offset_of!(ListObj, items) as i32 - TAG);
        let at = self.b.ins().iadd(items, o);
        let v = self.load(I64, at, BODY);
        self.b.ins().jump(join, &[v.into()]);
        self.b.switch_to_block(other);
        self.state.ints = ints;
        let tuple_shape = self.vm.shape_of_type(self.vm.types.tuple.get());
        self.guard_equal(shape, tuple_shape as i32 as i64, cold);
        let len = self.load(I64, c, offset_of!(TupleObj, len) as i32 - TAG);
        let o = self.offset_in(k, len, cold);
        let at = self.b.ins().iadd(c, o);
        let v = self.load(I64, at, BODY);
        self.b.ins().jump(join, &[v.into()]);
        self.b.switch_to_block(join);
        self.replace(2, V::Word(r, Ty::Any));
        self.join(i, cold, before, 1);
    }
    /// The address of an item of an array of floats.
    fn double_at(&mut self, array: Value, index: V, cold: Block) -> Value {
        let layout = taipan_runtime::modules::array::layout(self.vm);
        self.guard_object(array, layout.shape, cold);
        let code = self.load(I8, array, layout.code as i32 - TAG);
        self.guard_equal(code, b'd' as i64, cold);
        let k = self.as_word(index);
        self.guard_int(k, cold);
        let k = self.b.ins().iadd_imm_s(k, -1);
        let o = self.b.ins().ishl_imm_u(k, 1);
        let len = self.load(I64, array, layout.len as i32 - TAG);
        let ok = self.b.ins().icmp(IntCC::UnsignedLessThan, o, len);
        self.guard(ok, cold);
        let start = self.load(I64, array, layout.start as i32 - TAG);
        self.b.ins().iadd(start, o)
    }
    fn subscr_doubles(&mut self, i: &Instr, c: V, k: V) {
        let c = self.as_word(c);
        let (before, cold) = (self.state.clone(), self.cold());
        let at = self.double_at(c, k, cold);
        let v = self.load(F64, at, 0);
        self.replace(2, V::Float(v));
        self.join(i, cold, before, 1);
    }
    pub fn store_subscr(&mut self, i: &Instr) {
        let n = self.depth();
        let (v, c, k) = (self.get(n - 3), self.get(n - 2), self.get(n - 1));
        let other = self.cache(i, 0) as u8 == MET_OTHER || self.missed(i);
        if other || !matches!(k, V::Word(..) | V::Const(_)) || !matches!(c, V::Word(..)) {
            return self.store_by_leaf(i);
        }
        if self.cache(i, 0) as u8 == MET_DOUBLES {
            let c = self.as_word(c);
            let (before, cold) = (self.state.clone(), self.cold());
            let f = self.float_operand(v, true, cold);
            let at = self.double_at(c, k, cold);
            self.store(f, at, 0);
            self.state.stack.truncate(n - 3);
            return self.join(i, cold, before, 0);
        }
        let (v, c) = (self.as_word(v), self.as_word(c));
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_ptr(c, cold);
        self.guard_shape(c, self.vm.shape_of_type(self.vm.types.list.get()), cold);
        let len = self.load(I64, c, offset_of!(ListObj, len) as i32 - TAG);
        let o = self.offset_in(k, len, cold);
        let items = self.load(I64, c, offset_of!(ListObj, items) as i32 - TAG);
        let at = self.b.ins().iadd(items, o);
        self.store(v, at, BODY);
        self.note_store(items);
        self.state.stack.truncate(n - 3);
        self.join(i, cold, before, 0);
    }

    /// UNPACK_SEQUENCE of a tuple or a list.
    pub fn unpack(&mut self, i: &Instr) {
        let n = i.arg as usize;
        let k = self.depth() - 1;
        let v = self.get(k);
        let V::Word(c, _) = v else { return self.by_step(i, k + n) };
        let (before, cold) = (self.state.clone(), self.cold());
        self.guard_ptr(c, cold);
        let (list, join) = (self.b.create_block(), self.b.create_block());
        let words = self.b.append_block_param(join, I64);
        let shape = self.load(I32, c, 4 - TAG);
        let tuple = self.vm.shape_of_type(self.vm.types.tuple.get());
        let is_tuple = self.b.ins().icmp_imm_s(IntCC::Equal, shape, tuple as i32 as i64);
        self.b.ins().brif(is_tuple, join, &[c.into()], list, &[]);
        self.b.switch_to_block(list);
        self.guard_equal(shape, self.vm.shape_of_type(self.vm.types.list.get()) as i32 as i64, cold);
        let items = self.load(I64, c, offset_of!(ListObj, items) as i32 - TAG);
        self.b.ins().jump(join, &[items.into()]);
        self.b.switch_to_block(join);
        // A list and a tuple keep their length in the same place.
        let len = self.load(I64, c, offset_of!(TupleObj, len) as i32 - TAG);
        self.guard_equal(len, Word::small(n as i64).0 as i64, cold);
        self.state.stack.pop();
        for k in (0..n).rev() {
            let item = self.load(I64, words, BODY + 8 * k as i32);
            self.push(V::Word(item, Ty::Any));
        }
        self.join(i, cold, before, n);
    }
    /// LIST_APPEND where the list has room.
    pub fn list_append(&mut self, i: &Instr) {
        let (top, k) = (self.depth() - 1, self.depth() - 1 - i.arg as usize);
        let (v, l) = (self.get(top), self.get(k));
        let (v, l) = (self.as_word(v), self.as_word(l));
        let (before, cold) = (self.state.clone(), self.cold());
        self.append(l, v, cold);
        self.state.stack.pop();
        self.join_with(step, i, cold, before, 0);
    }
    /// Appends a word to a list: here if it has room.
    pub fn append(&mut self, l: Value, v: Value, cold: Block) {
        let (full, done) = (self.cold(), self.b.create_block());
        self.guard_object(l, self.vm.shape_of_type(self.vm.types.list.get()), full);
        let len = self.load(I64, l, offset_of!(ListObj, len) as i32 - TAG);
        let items = self.load(I64, l, offset_of!(ListObj, items) as i32 - TAG);
        self.guard_ptr(items, full);
        let room = self.load(I64, items, offset_of!(Words, len) as i32 - TAG);
        let ok = self.b.ins().icmp(IntCC::SignedLessThan, len, room);
        self.guard(ok, full);
        // Both lengths are ints: 4 for each item.
        let o = self.b.ins().iadd_imm_s(len, -1);
        let o = self.b.ins().ishl_imm_u(o, 1);
        let at = self.b.ins().iadd(items, o);
        self.store(v, at, BODY);
        self.note_store(items);
        let up = self.b.ins().iadd_imm_s(len, 4);
        self.store(up, l, offset_of!(ListObj, len) as i32 - TAG);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(full);
        self.leaf(leaf::append, &[l, v], cold);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(done);
    }

    // ---- iteration

    /// FOR_ITER: ranges, lists and tuples here. The unit that follows.
    pub fn for_iter(&mut self, i: &Instr) -> Option<usize> {
        if i.op == FOR_ITER_GEN {
            self.transfer(i, transfers::for_iter, true);
            return None;
        }
        self.flush();
        let k = self.depth() - 1;
        let v = self.get(k);
        let it = self.as_word(v);
        self.state.forget();
        let (body, done, cold) = (self.b.create_block(), self.b.create_block(), self.cold());
        let item = self.b.append_block_param(body, I64);
        self.guard_ptr(it, cold);
        let kind = self.kind_of(it);
        let (range, other, list) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let is_range = self.b.ins().icmp_imm_s(IntCC::Equal, kind, Kind::RangeIter as i64);
        self.b.ins().brif(is_range, range, &[], other, &[]);

        self.b.switch_to_block(range);
        let left = self.load(I64, it, offset_of!(RangeIterObj, left) as i32 - TAG);
        let more = self.b.create_block();
        self.b.ins().brif(left, more, &[], done, &[]);
        self.b.switch_to_block(more);
        let n = self.load(I64, it, offset_of!(RangeIterObj, next) as i32 - TAG);
        let shifted = self.b.ins().ishl_imm_u(n, 2);
        let back = self.b.ins().sshr_imm_u(shifted, 2);
        let fits = self.b.ins().icmp(IntCC::Equal, back, n);
        self.guard(fits, cold);
        let step = self.load(I64, it, offset_of!(RangeIterObj, step) as i32 - TAG);
        let next = self.b.ins().iadd(n, step);
        self.store(next, it, offset_of!(RangeIterObj, next) as i32 - TAG);
        let left = self.b.ins().iadd_imm_s(left, -1);
        self.store(left, it, offset_of!(RangeIterObj, left) as i32 - TAG);
        let w = self.b.ins().iadd_imm_s(shifted, 1);
        self.b.ins().jump(body, &[w.into()]);

        self.b.switch_to_block(other);
        let native = self.b.create_block();
        self.guard_equal(kind, Kind::ListIter as i64, native);
        let seq = self.load(I64, it, offset_of!(ListIterObj, seq) as i32 - TAG);
        self.guard_ptr(seq, cold);
        let index = self.load(I64, it, offset_of!(ListIterObj, index) as i32 - TAG);
        let seq_kind = self.kind_of(seq);
        let is_list = self.b.ins().icmp_imm_s(IntCC::Equal, seq_kind, Kind::List as i64);
        // A list and a tuple keep their length in the same place.
        const _: () = assert!(offset_of!(ListObj, len) == offset_of!(TupleObj, len));
        let len = self.load(I64, seq, offset_of!(ListObj, len) as i32 - TAG);
        let ok = self.b.ins().icmp(IntCC::UnsignedLessThan, index, len);
        let (inside, over) = (self.b.create_block(), self.b.create_block());
        self.b.ins().brif(ok, inside, &[], over, &[]);
        self.b.switch_to_block(over);
        let none = self.word(Word::NONE.0);
        self.store(none, it, offset_of!(ListIterObj, seq) as i32 - TAG);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(inside);
        let up = self.b.ins().iadd_imm_s(index, 4);
        self.store(up, it, offset_of!(ListIterObj, index) as i32 - TAG);
        let o = self.b.ins().iadd_imm_s(index, -1);
        let o = self.b.ins().ishl_imm_u(o, 1);
        self.b.append_block_param(list, I64);
        let items = self.b.create_block();
        self.b.ins().brif(is_list, items, &[], list, &[seq.into()]);
        self.b.switch_to_block(items);
        let buffer = self.load(I64, seq, offset_of!(ListObj, items) as i32 - TAG);
        self.b.ins().jump(list, &[buffer.into()]);
        self.b.switch_to_block(list);
        let base = self.b.block_params(list)[0];
        let at = self.b.ins().iadd(base, o);
        let v = self.load(I64, at, BODY);
        self.b.ins().jump(body, &[v.into()]);

        self.b.switch_to_block(native);
        let v = self.leaf(leaf::next, &[it], cold);
        let end = self.b.ins().icmp_imm_s(IntCC::Equal, v, leaf::END.0 as i64);
        self.b.ins().brif(end, done, &[], body, &[v.into()]);

        self.b.switch_to_block(cold);
        self.iterate_by_step(i, body, done);

        self.b.switch_to_block(done);
        self.jump_to(i.end + i.arg as usize + 1);
        self.b.switch_to_block(body);
        self.push(V::Word(item, Ty::Any));
        Some(i.end)
    }
    /// FOR_ITER by the interpreter, to one of these blocks.
    fn iterate_by_step(&mut self, i: &Instr, body: Block, done: Block) {
        let depth = self.depth();
        let (ip, sp) = self.call_step(step_pending, i, depth);
        let (next, out, behind) = (self.b.create_block(), self.cold(), self.b.create_block());
        let cur_fp = self.vm.state.cur.fp.as_ptr() as *const u8;
        let fp = self.load_at(I64, cur_fp);
        let want = self.ip(i.end);
        let same = self.b.ins().icmp(IntCC::Equal, ip, want);
        self.b.ins().brif(same, next, &[], behind, &[]);
        self.b.switch_to_block(behind);
        let want = self.ip(i.end + i.arg as usize + 1);
        let same = self.b.ins().icmp(IntCC::Equal, ip, want);
        let over = self.b.create_block();
        self.b.ins().brif(same, over, &[], out, &[]);
        self.b.switch_to_block(out);
        self.leave(ip, sp, fp);
        self.b.switch_to_block(over);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(next);
        let (fp, o) = (self.frame(), self.place(depth));
        let v = self.load(I64, fp, o);
        self.b.ins().jump(body, &[v.into()]);
    }
}

/// An old object may hold a young one from now on.
unsafe extern "sysv64" fn note_store(o: Word) {
    log(&*o.ptr());
}
