//! `format(str, spec)`.

use super::{Spec, parse, unknown_code};
use crate::error::{Error, Result};
use crate::unit::Unit;

/// How a string is cut and padded: `left` fills, the first `take` code points, `right` fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    pub take: usize,
    pub left: usize,
    pub right: usize,
    pub fill: u32,
}

/// Layout of a string of `len` code points. Errors: `ValueError: Unknown format code 'd' for object of type 'str'`,
/// `Sign not allowed in string format specifier` and the like.
pub fn layout(spec: &Spec, len: usize, type_name: &str) -> Result<Layout> {
    if spec.kind != 's' as u32 {
        return Err(unknown_code(spec.kind, type_name));
    }
    let refuse = |what: &str| Err(Error::value(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        '\0' => {}
        ' ' => return refuse("Space"),
        _ => return refuse("Sign"),
    }
    if spec.no_neg_0 {
        return refuse("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refuse("Alternate form (#)");
    }
    if spec.align == '=' {
        return refuse("'=' alignment");
    }
    let take = if spec.precision >= 0 { len.min(spec.precision as usize) } else { len };
    let pad = (spec.width.max(0) as usize).saturating_sub(take);
    let (left, right) = match spec.align {
        '>' => (pad, 0),
        '^' => (pad / 2, pad - pad / 2),
        _ => (0, pad),
    };
    Ok(Layout { take, left, right, fill: spec.fill })
}

/// `format(str, spec)`; `type_name` is that of the object (a subclass of str has its own).
pub fn format_str<U: Unit, V: Unit>(s: &[U], spec: &[V], type_name: &str) -> Result<Vec<u32>> {
    let l = layout(&parse(spec, type_name, 's', '<')?, s.len(), type_name)?;
    let mut out = Vec::with_capacity(l.left + l.take + l.right);
    out.extend(std::iter::repeat_n(l.fill, l.left));
    out.extend(s[..l.take].iter().map(|u| u.code()));
    out.extend(std::iter::repeat_n(l.fill, l.right));
    Ok(out)
}
