//! Slots of native modules, by name.

use crate::Vm;
use crate::heap::Slot;
use std::collections::HashMap;
use std::sync::Mutex;

static SLOTS: Mutex<Option<HashMap<(usize, &'static str), usize>>> = Mutex::new(None);

impl Vm {
    /// The root slot called `name`; NULL until it is first set.
    pub fn state_slot(&self, name: &'static str) -> &'static Slot {
        let key = (self as *const Vm as usize, name);
        let mut all = SLOTS.lock().unwrap_or_else(|e| e.into_inner());
        let at = *all.get_or_insert_default().entry(key).or_insert_with(|| self.root_slot() as *const Slot as usize);
        // SAFETY: root slots are never freed.
        unsafe { &*(at as *const Slot) }
    }
}
