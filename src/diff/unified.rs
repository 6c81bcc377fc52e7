//! Unified diffs of lines (E. Myers, "An O(ND) difference algorithm and its variations", 1986).

/// Edits beyond which the middle of two texts counts as replaced whole: the search is quadratic in it.
const MOST_EDITS: usize = 1500;
/// Equal lines shown around a difference.
const CONTEXT: usize = 3;

/// A line kept, taken out or put in; the numbers are indices into the old and the new lines.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edit {
    Keep(usize, usize),
    Remove(usize),
    Insert(usize),
}

fn edits(a: &[&str], b: &[&str]) -> Vec<Edit> {
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let mut all: Vec<Edit> = (0..front).map(|i| Edit::Keep(i, i)).collect();
    middle(a, b, front, a.len() - back, b.len() - back, &mut all);
    all.extend((0..back).map(|i| Edit::Keep(a.len() - back + i, b.len() - back + i)));
    all
}

/// The edits between `a[from..a_end]` and `b[from..b_end]`.
fn middle(a: &[&str], b: &[&str], from: usize, a_end: usize, b_end: usize, all: &mut Vec<Edit>) {
    let (a, b) = (&a[from..a_end], &b[from..b_end]);
    let (n, m) = (a.len(), b.len());
    let most = (n + m).min(MOST_EDITS);
    // `far[d][k + d]`: how far into `a` the best path with d edits gets on diagonal k.
    let mut far: Vec<Vec<usize>> = vec![];
    for d in 0..=most {
        let mut row = vec![0; 2 * d + 1];
        for i in (0..=2 * d).step_by(2) {
            let k = i as isize - d as isize;
            let before = |k: isize| far[d - 1][(k + d as isize - 1) as usize];
            let mut x = if d == 0 {
                0
            } else if k == -(d as isize) || (k != d as isize && before(k - 1) < before(k + 1)) {
                before(k + 1)
            } else {
                before(k - 1) + 1
            };
            let mut y = (x as isize - k) as usize;
            while x < n && y < m && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            row[i] = x;
            if x >= n && y >= m {
                far.push(row);
                return walk_back(&far, n, m, from, all);
            }
        }
        far.push(row);
    }
    all.extend((0..n).map(|i| Edit::Remove(from + i)));
    all.extend((0..m).map(|i| Edit::Insert(from + i)));
}
fn walk_back(far: &[Vec<usize>], n: usize, m: usize, from: usize, all: &mut Vec<Edit>) {
    let (mut x, mut y) = (n as isize, m as isize);
    let mut found = vec![];
    let at = |i: isize| from + i as usize;
    for d in (0..far.len() as isize).rev() {
        let k = x - y;
        let (mut px, mut py) = (0, 0);
        if d > 0 {
            let before = |k: isize| far[d as usize - 1][(k + d - 1) as usize] as isize;
            let pk = if k == -d || (k != d && before(k - 1) < before(k + 1)) { k + 1 } else { k - 1 };
            px = before(pk);
            py = px - pk;
        }
        while x > px && y > py {
            (x, y) = (x - 1, y - 1);
            found.push(Edit::Keep(at(x), at(y)));
        }
        if d > 0 {
            found.push(if x == px { Edit::Insert(at(py)) } else { Edit::Remove(at(px)) });
        }
        (x, y) = (px, py);
    }
    all.extend(found.into_iter().rev());
}

/// The difference of two texts as a unified diff of at most `limit` lines; nothing if they are equal.
pub fn diff(old_name: &str, new_name: &str, old: &str, new: &str, limit: usize) -> Option<String> {
    if old == new {
        return None;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let edits = edits(&a, &b);
    let changed: Vec<usize> = (0..edits.len()).filter(|&i| !matches!(edits[i], Edit::Keep(..))).collect();
    let mut lines = vec![format!("--- {old_name}"), format!("+++ {new_name}")];
    let mut i = 0;
    while i < changed.len() {
        let first = changed[i].saturating_sub(CONTEXT);
        let mut last = changed[i];
        while i < changed.len() && changed[i] <= last + 2 * CONTEXT {
            last = changed[i];
            i += 1;
        }
        let hunk = &edits[first..edits.len().min(last + CONTEXT + 1)];
        let old_lines = hunk.iter().filter(|e| !matches!(e, Edit::Insert(_))).count();
        let new_lines = hunk.iter().filter(|e| !matches!(e, Edit::Remove(_))).count();
        let count = |f: fn(&Edit) -> bool| edits[..first].iter().filter(|e| f(e)).count() + 1;
        let (x, y) = (count(|e| !matches!(e, Edit::Insert(_))), count(|e| !matches!(e, Edit::Remove(_))));
        lines.push(format!("@@ -{x},{old_lines} +{y},{new_lines} @@"));
        lines.extend(hunk.iter().map(|e| match *e {
            Edit::Keep(i, _) => format!(" {}", a[i]),
            Edit::Remove(i) => format!("-{}", a[i]),
            Edit::Insert(i) => format!("+{}", b[i]),
        }));
    }
    if lines.len() > limit {
        let more = lines.len() - limit;
        lines.truncate(limit);
        lines.push(format!("... {more} more lines"));
    }
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(diff("a", "b", "x\ny", "x\ny", 10), None);
    }

    #[test]
    fn hunks() {
        let old: String = (1..=30).map(|i| format!("{i}\n")).collect();
        let new = old.replace("\n5\n", "\nfive\n").replace("\n20\n", "\n").replace("\n21\n", "\n21\nmore\n");
        let want = "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\
                    @@ -17,8 +17,8 @@\n 17\n 18\n 19\n-20\n 21\n+more\n 22\n 23\n 24";
        assert_eq!(diff("a", "b", &old, &new, 100).as_deref(), Some(want));
        let short = diff("a", "b", &old, &new, 4).unwrap_or_default();
        assert!(short.ends_with("\n... 17 more lines"), "{short}");
    }

    #[test]
    fn the_edits_make_the_new_text_of_the_old() {
        let mut seed = 1u64;
        let mut next = |n: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % n
        };
        for _ in 0..300 {
            let words = ["p", "q", "r", "s"];
            let a: Vec<&str> = (0..next(20)).map(|_| words[next(4) as usize]).collect();
            let b: Vec<&str> = (0..next(20)).map(|_| words[next(4) as usize]).collect();
            let e = edits(&a, &b);
            let old: Vec<&str> = e
                .iter()
                .filter_map(|e| match *e {
                    Edit::Keep(i, _) | Edit::Remove(i) => Some(a[i]),
                    Edit::Insert(_) => None,
                })
                .collect();
            let new: Vec<&str> = e
                .iter()
                .filter_map(|e| match *e {
                    Edit::Keep(_, i) | Edit::Insert(i) => Some(b[i]),
                    Edit::Remove(_) => None,
                })
                .collect();
            assert_eq!((old, new), (a, b));
        }
    }
}
