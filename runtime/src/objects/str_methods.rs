//! The table of str methods.

use super::spec::*;
use super::str_type::this;
use super::{str_case as case, str_format as format, str_search as search};
use crate::heap::*;
use crate::{R, Vm};

/// `($self, encoding='utf-8', errors='strict')`
fn encode(vm: &Vm, a: &[Word]) -> R {
    let name = |w: Word, what: &str, default: &str| -> R<String> {
        match w.get::<super::layout::StrObj>() {
            Some(s) => Ok(s.to_string_lossy()),
            None if w.is_null() => Ok(default.to_string()),
            None => Err(vm.type_error(format!("encode() argument '{what}' must be str, not {}", vm.arg_type_name(w)))),
        }
    };
    let (enc, err) = (name(a[1], "encoding", "utf-8")?, name(a[2], "errors", "strict")?);
    vm.encode(this(&a[0]), &enc, &err)
}
fn sizeof(vm: &Vm, a: &[Word]) -> R {
    let s = this(&a[0]);
    let head = if s.ascii().is_some() { 41 } else { 57 };
    let unit = s.raw().len() / s.len().max(1);
    Ok(vm.int((head + (s.len() + 1) * unit.max(1) - 1) as i64))
}

pub const METHODS: &[FnDef] = &[
    FnDef::new(
        "encode",
        "($self, /, encoding='utf-8', errors='strict')",
        encode,
        "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the string.\n  errors\n    The error handling scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors raise a\n    UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any other name registered with\n    codecs.register_error that can handle UnicodeEncodeErrors.",
    ),
    FnDef::new(
        "replace",
        "($self, old, new, /, count=-1)",
        search::replace,
        "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced.",
    ),
    FnDef::new(
        "split",
        "($self, /, sep=None, maxsplit=-1)",
        search::m_split,
        "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the front of the string and works to the end.\n\nNote, str.split() is mainly useful for data that has been intentionally\ndelimited.  With natural text that includes punctuation, consider using\nthe regular expression module.",
    ),
    FnDef::new(
        "rsplit",
        "($self, /, sep=None, maxsplit=-1)",
        search::m_rsplit,
        "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the end of the string and works to the front.",
    ),
    FnDef::new(
        "join",
        "($self, iterable, /)",
        search::join,
        "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given string.\nThe result is returned as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'",
    ),
    FnDef::new(
        "capitalize",
        "($self, /)",
        case::capitalize,
        "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and the rest lower\ncase.",
    ),
    FnDef::new(
        "casefold",
        "($self, /)",
        case::casefold,
        "Return a version of the string suitable for caseless comparisons.",
    ),
    FnDef::new(
        "title",
        "($self, /)",
        case::title,
        "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased characters and all remaining\ncased characters have lower case.",
    ),
    FnDef::new(
        "center",
        "($self, width, fillchar=' ', /)",
        case::center,
        "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a space).",
    ),
    FnDef::new(
        "count",
        "($self, sub, start=None, end=None, /)",
        search::m_count,
        "Return the number of non-overlapping occurrences of substring sub in string S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.",
    ),
    FnDef::new(
        "expandtabs",
        "($self, /, tabsize=8)",
        case::expandtabs,
        "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed.",
    ),
    FnDef::new(
        "find",
        "($self, sub, start=None, end=None, /)",
        search::m_find,
        "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure.",
    ),
    FnDef::new(
        "partition",
        "($self, sep, /)",
        search::partition,
        "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string.  If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original string\nand two empty strings.",
    ),
    FnDef::new(
        "index",
        "($self, sub, start=None, end=None, /)",
        search::m_index,
        "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found.",
    ),
    FnDef::new(
        "ljust",
        "($self, width, fillchar=' ', /)",
        case::ljust,
        "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).",
    ),
    FnDef::new("lower", "($self, /)", case::lower, "Return a copy of the string converted to lowercase."),
    FnDef::new(
        "lstrip",
        "($self, chars=None, /)",
        search::lstrip,
        "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.",
    ),
    FnDef::new(
        "rfind",
        "($self, sub, start=None, end=None, /)",
        search::m_rfind,
        "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure.",
    ),
    FnDef::new(
        "rindex",
        "($self, sub, start=None, end=None, /)",
        search::m_rindex,
        "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found.",
    ),
    FnDef::new(
        "rjust",
        "($self, width, fillchar=' ', /)",
        case::rjust,
        "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default is a space).",
    ),
    FnDef::new(
        "rstrip",
        "($self, chars=None, /)",
        search::rstrip,
        "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.",
    ),
    FnDef::new(
        "rpartition",
        "($self, sep, /)",
        search::rpartition,
        "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty strings\nand the original string.",
    ),
    FnDef::new(
        "splitlines",
        "($self, /, keepends=False)",
        search::splitlines,
        "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue.",
    ),
    FnDef::new(
        "strip",
        "($self, chars=None, /)",
        search::strip,
        "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead.",
    ),
    FnDef::new(
        "swapcase",
        "($self, /)",
        case::swapcase,
        "Convert uppercase characters to lowercase and lowercase characters to uppercase.",
    ),
    FnDef::new(
        "translate",
        "($self, table, /)",
        case::translate,
        "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which must be a mapping of Unicode ordinals to\n    Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via __getitem__, for instance a\ndictionary or list.  If this operation raises LookupError, the character is\nleft untouched.  Characters mapped to None are deleted.",
    ),
    FnDef::new("upper", "($self, /)", case::upper, "Return a copy of the string converted to uppercase."),
    FnDef::new(
        "startswith",
        "($self, prefix, start=None, end=None, /)",
        search::startswith,
        "Return True if the string starts with the specified prefix, False otherwise.\n\n  prefix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string.",
    ).leaf(super::leaf::starts_with),
    FnDef::new(
        "endswith",
        "($self, suffix, start=None, end=None, /)",
        search::endswith,
        "Return True if the string ends with the specified suffix, False otherwise.\n\n  suffix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string.",
    ),
    FnDef::new(
        "removeprefix",
        "($self, prefix, /)",
        search::removeprefix,
        "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, return string[len(prefix):].\nOtherwise, return a copy of the original string.",
    ),
    FnDef::new(
        "removesuffix",
        "($self, suffix, /)",
        search::removesuffix,
        "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and that suffix is not empty,\nreturn string[:-len(suffix)]. Otherwise, return a copy of the original\nstring.",
    ),
    FnDef::new(
        "isascii",
        "($self, /)",
        case::isascii,
        "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in the range U+0000-U+007F.\nEmpty string is ASCII too.",
    ),
    FnDef::new(
        "islower",
        "($self, /)",
        case::islower,
        "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased characters in the string are lowercase and\nthere is at least one cased character in the string.",
    ),
    FnDef::new(
        "isupper",
        "($self, /)",
        case::isupper,
        "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased characters in the string are uppercase and\nthere is at least one cased character in the string.",
    ),
    FnDef::new(
        "istitle",
        "($self, /)",
        case::istitle,
        "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and title-case characters may only\nfollow uncased characters and lowercase characters only cased ones.",
    ),
    FnDef::new(
        "isspace",
        "($self, /)",
        case::isspace,
        "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters in the string are whitespace and there\nis at least one character in the string.",
    ),
    FnDef::new(
        "isdecimal",
        "($self, /)",
        case::isdecimal,
        "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all characters in the string are decimal and\nthere is at least one character in the string.",
    ),
    FnDef::new(
        "isdigit",
        "($self, /)",
        case::isdigit,
        "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in the string are digits and there\nis at least one character in the string.",
    ),
    FnDef::new(
        "isnumeric",
        "($self, /)",
        case::isnumeric,
        "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the string are numeric and there is at\nleast one character in the string.",
    ),
    FnDef::new(
        "isalpha",
        "($self, /)",
        case::isalpha,
        "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters in the string are alphabetic and there\nis at least one character in the string.",
    ),
    FnDef::new(
        "isalnum",
        "($self, /)",
        case::isalnum,
        "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all characters in the string are alpha-numeric and\nthere is at least one character in the string.",
    ),
    FnDef::new(
        "isidentifier",
        "($self, /)",
        case::isidentifier,
        "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test whether string s is a reserved identifier,\nsuch as \"def\" or \"class\".",
    ),
    FnDef::new(
        "isprintable",
        "($self, /)",
        case::isprintable,
        "Return True if all characters in the string are printable, False otherwise.\n\nA character is printable if repr() may use it in its output.",
    ),
    FnDef::new(
        "zfill",
        "($self, width, /)",
        case::zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never truncated.",
    ),
    FnDef::new(
        "format",
        "($self, /, *args, **kwargs)",
        format::format,
        "Return a formatted version of the string, using substitutions from args and kwargs.\n\nThe substitutions are identified by braces ('{' and '}').",
    ),
    FnDef::new(
        "format_map",
        "($self, mapping, /)",
        format::format_map,
        "Return a formatted version of the string, using substitutions from mapping.\n\nThe substitutions are identified by braces ('{' and '}').",
    ),
    FnDef::static_(
        "maketrans",
        "(x, y=None, z=None, /)",
        case::maketrans,
        "Return a translation table usable for str.translate().\n\nIf there is only one argument, it must be a dictionary mapping Unicode\nordinals (integers) or characters to Unicode ordinals, strings or None.\nCharacter keys will be then converted to ordinals.\nIf there are two arguments, they must be strings of equal length, and\nin the resulting dictionary, each character in x will be mapped to the\ncharacter at the same position in y. If there is a third argument, it\nmust be a string, whose characters will be mapped to None in the result.",
    ),
    FnDef::new(
        "__format__",
        "($self, format_spec, /)",
        format::dunder_format,
        "Return a formatted version of the string as described by format_spec.",
    ),
    FnDef::new("__getnewargs__", "($self, /)", |vm, a| Ok(vm.new_tuple(&[vm.str_exact(a[0])])), ""),
    FnDef::new("__sizeof__", "($self, /)", sizeof, "Return the size of the string in memory, in bytes."),
];
