//! Socket addresses: Python's tuples and paths to the system's structures and back.

use crate::heap::*;
use crate::objects::*;
use crate::{R, Vm};
use std::mem::{offset_of, size_of, zeroed};

/// An address of any family.
pub struct Address {
    pub storage: libc::sockaddr_storage,
    pub len: libc::socklen_t,
}
impl Address {
    /// Room for any address.
    pub fn room() -> Address {
        // SAFETY: plain bytes.
        Address { storage: unsafe { zeroed() }, len: size_of::<libc::sockaddr_storage>() as libc::socklen_t }
    }
    pub fn ptr(&self) -> *const libc::sockaddr {
        &raw const self.storage as *const libc::sockaddr
    }
    pub fn ptr_mut(&mut self) -> *mut libc::sockaddr {
        &raw mut self.storage as *mut libc::sockaddr
    }
    fn of<T>(v: T) -> Address {
        let mut a = Address::room();
        a.len = size_of::<T>() as libc::socklen_t;
        // SAFETY: every address structure fits into the storage.
        unsafe { (a.ptr_mut() as *mut T).write(v) };
        a
    }
}
/// A host name as given to a function: bytes without NUL.
pub fn host_bytes(vm: &Vm, w: Word) -> R<std::ffi::CString> {
    let b = if let Some(s) = w.get::<StrObj>() {
        match s.ascii() {
            Some(t) => t.as_bytes().to_vec(),
            None => {
                let b = vm.encode(s, "idna", "strict")?;
                vm.buffer_bytes(b)?
            }
        }
    } else if let Some(b) = vm.bytes_like(w) {
        b.into_owned()
    } else {
        let t = vm.type_name(w);
        return Err(vm.type_error(format!("str, bytes or bytearray expected, not {t}")));
    };
    std::ffi::CString::new(b).map_err(|_| vm.type_error("host name must not contain null character"))
}
/// `socket.gaierror(code, text)`
pub fn resolver_error(vm: &Vm, code: i32) -> crate::Exc {
    if code == libc::EAI_SYSTEM {
        return vm.last_sys_error();
    }
    // SAFETY: a constant text.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::gai_strerror(code)) }.to_string_lossy().into_owned();
    let ty = vm.state_slot("_socket.gaierror").get();
    match vm.call(ty, &[vm.int(code as i64), vm.new_str(&text)]) {
        Ok(e) => vm.exc_from_raised(e),
        Err(e) => e,
    }
}
/// What a resolver found.
pub struct Found {
    pub family: i32,
    pub kind: i32,
    pub proto: i32,
    pub canonical: String,
    pub address: Address,
}
/// `getaddrinfo(3)`
pub fn resolve(
    vm: &Vm,
    host: Option<&std::ffi::CStr>,
    port: Option<&std::ffi::CStr>,
    [family, kind, proto, flags]: [i32; 4],
) -> R<Vec<Found>> {
    // SAFETY: the list is read and freed here; the strings outlive the call.
    unsafe {
        let mut hints: libc::addrinfo = zeroed();
        (hints.ai_family, hints.ai_socktype, hints.ai_protocol, hints.ai_flags) = (family, kind, proto, flags);
        let mut list: *mut libc::addrinfo = std::ptr::null_mut();
        let (h, p) = (host.map_or(0, |h| h.as_ptr() as usize), port.map_or(0, |p| p.as_ptr() as usize));
        let (hints_at, list_at) = (&raw const hints as usize, &raw mut list as usize);
        let r = vm.allow_threads(|| {
            libc::getaddrinfo(
                h as *const libc::c_char,
                p as *const libc::c_char,
                hints_at as *const libc::addrinfo,
                list_at as *mut *mut libc::addrinfo,
            )
        });
        if r != 0 {
            return Err(resolver_error(vm, r));
        }
        let mut out = vec![];
        let mut at = list;
        while !at.is_null() {
            let i = &*at;
            let mut address = Address::room();
            let n = (i.ai_addrlen as usize).min(size_of::<libc::sockaddr_storage>());
            std::ptr::copy_nonoverlapping(i.ai_addr as *const u8, address.ptr_mut() as *mut u8, n);
            address.len = n as libc::socklen_t;
            let canonical = if i.ai_canonname.is_null() {
                String::new()
            } else {
                std::ffi::CStr::from_ptr(i.ai_canonname).to_string_lossy().into_owned()
            };
            out.push(Found { family: i.ai_family, kind: i.ai_socktype, proto: i.ai_protocol, canonical, address });
            at = i.ai_next;
        }
        libc::freeaddrinfo(list);
        Ok(out)
    }
}
/// The address of a host: numbers directly, names from the resolver.
fn host(vm: &Vm, w: Word, family: i32) -> R<Address> {
    let name = host_bytes(vm, w)?;
    let any = name.as_bytes().is_empty();
    if name.as_bytes() == b"<broadcast>" && family == libc::AF_INET {
        // SAFETY: plain bytes.
        let mut a: libc::sockaddr_in = unsafe { zeroed() };
        a.sin_family = family as u16;
        a.sin_addr.s_addr = libc::INADDR_BROADCAST;
        return Ok(Address::of(a));
    }
    let flags = if any { libc::AI_PASSIVE } else { 0 };
    let found = if any {
        resolve(vm, None, Some(c"0"), [family, libc::SOCK_DGRAM, 0, flags])?
    } else {
        resolve(vm, Some(&name), None, [family, 0, 0, 0])?
    };
    match found.into_iter().next() {
        Some(f) => Ok(f.address),
        None => Err(vm.new_exc(&vm.exc.OSError, "address family mismatched")),
    }
}
fn port(vm: &Vm, w: Word, what: &str) -> R<u16> {
    if !int::is_int(w) && vm.class_of(w).slots.index.get().is_none() {
        let t = vm.type_name(w);
        return Err(vm.type_error(format!("'{t}' object cannot be interpreted as an integer")));
    }
    u16::try_from(vm.index_clamped(w)?).map_err(|_| vm.overflow_error(format!("{what}(): port must be 0-65535.")))
}
/// The structure for a Python address of this family; `what` is the method's name.
pub fn parse(vm: &Vm, family: i32, w: Word, what: &str) -> R<Address> {
    match family {
        libc::AF_INET | libc::AF_INET6 => {
            let name = if family == libc::AF_INET { "AF_INET" } else { "AF_INET6" };
            let Some(t) = w.get::<TupleObj>() else {
                let t = vm.type_name(w);
                return Err(vm.type_error(format!("{what}(): {name} address must be tuple, not {t}")));
            };
            let parts = t.items();
            if family == libc::AF_INET && parts.len() != 2 {
                return Err(vm.type_error(format!("{what}(): {name} address must be a pair (host, port)")));
            }
            if !(2..=4).contains(&parts.len()) {
                return Err(vm.type_error(format!(
                    "{what}(): AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
                )));
            }
            let mut a = host(vm, parts[0], family)?;
            let port = port(vm, parts[1], what)?.to_be();
            // SAFETY: the family says which structure it is.
            unsafe {
                if family == libc::AF_INET {
                    (*(a.ptr_mut() as *mut libc::sockaddr_in)).sin_port = port;
                } else {
                    let p = a.ptr_mut() as *mut libc::sockaddr_in6;
                    (*p).sin6_port = port;
                    if let Some(f) = parts.get(2) {
                        (*p).sin6_flowinfo = (vm.index_i64(*f)? as u32).to_be();
                    }
                    if let Some(s) = parts.get(3) {
                        (*p).sin6_scope_id = vm.index_i64(*s)? as u32;
                    }
                }
            }
            Ok(a)
        }
        libc::AF_UNIX => {
            let path = if w.is_kind(Kind::Str) { vm.fs_encode(w)? } else { vm.buffer_bytes(w)? };
            // SAFETY: plain bytes.
            let mut a: libc::sockaddr_un = unsafe { zeroed() };
            let room = a.sun_path.len();
            let anonymous = path.first() == Some(&0);
            if path.len() + usize::from(!anonymous) > room {
                return Err(vm.new_exc(&vm.exc.OSError, "AF_UNIX path too long"));
            }
            a.sun_family = family as u16;
            for (to, from) in a.sun_path.iter_mut().zip(&path) {
                *to = *from as libc::c_char;
            }
            let mut out = Address::of(a);
            let n = offset_of!(libc::sockaddr_un, sun_path) + path.len() + usize::from(!anonymous);
            out.len = n as libc::socklen_t;
            Ok(out)
        }
        _ => Err(vm.new_exc(&vm.exc.OSError, format!("{what}(): bad family"))),
    }
}
/// The text of a numeric address.
fn numeric(a: &Address) -> String {
    // SAFETY: the family says which structure it is.
    unsafe {
        match a.storage.ss_family as i32 {
            libc::AF_INET => {
                let p = &*(a.ptr() as *const libc::sockaddr_in);
                std::net::Ipv4Addr::from(u32::from_be(p.sin_addr.s_addr)).to_string()
            }
            _ => {
                let p = &*(a.ptr() as *const libc::sockaddr_in6);
                std::net::Ipv6Addr::from(p.sin6_addr.s6_addr).to_string()
            }
        }
    }
}
/// The Python address of a structure.
pub fn make(vm: &Vm, a: &Address) -> Word {
    if a.len == 0 {
        return Word::NONE;
    }
    // SAFETY: the family says which structure it is.
    unsafe {
        match a.storage.ss_family as i32 {
            libc::AF_INET => {
                let p = &*(a.ptr() as *const libc::sockaddr_in);
                vm.new_tuple(&[vm.new_str(&numeric(a)), vm.int(u16::from_be(p.sin_port) as i64)])
            }
            libc::AF_INET6 => {
                let p = &*(a.ptr() as *const libc::sockaddr_in6);
                vm.new_tuple(&[
                    vm.new_str(&numeric(a)),
                    vm.int(u16::from_be(p.sin6_port) as i64),
                    vm.int(u32::from_be(p.sin6_flowinfo) as i64),
                    vm.int(p.sin6_scope_id as i64),
                ])
            }
            libc::AF_UNIX => {
                let p = &*(a.ptr() as *const libc::sockaddr_un);
                let n = (a.len as usize).saturating_sub(offset_of!(libc::sockaddr_un, sun_path));
                let path: Vec<u8> = p.sun_path.iter().take(n).map(|c| *c as u8).collect();
                if path.first() == Some(&0) {
                    return vm.new_bytes(&path);
                }
                let end = path.iter().position(|c| *c == 0).unwrap_or(path.len());
                vm.fs_decode(&path[..end])
            }
            f => {
                let n = (a.len as usize).saturating_sub(2);
                let data = std::slice::from_raw_parts((a.ptr() as *const u8).add(2), n);
                vm.new_tuple(&[vm.int(f as i64), vm.new_bytes(data)])
            }
        }
    }
}
