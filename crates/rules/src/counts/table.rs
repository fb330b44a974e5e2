//! Tables of counts with their sums: what is withheld can't be worked out from what stands beside it.
//!
//! Each number has its own noise, so a table's parts don't add up to their sum, and the page says so. Where one part alone is
//! withheld, the sum and the others would give it to within the noise of all of them; then the next smallest is withheld too,
//! unless it is large enough for an audience: whoever asks for that is told it anyway, and the noise has to do. It leaves a
//! withheld part open to within 7 either way, at best.

use super::cell::{AUDIENCE_MIN, Cell, Noise};
use super::{Safe, safe};

/// Parts that together make a whole, whose sum is shown somewhere too.
#[derive(Clone)]
pub struct Family {
    /// The places of the parts in the list of cells.
    pub parts: Vec<usize>,
    /// Whoever is in the whole and in none of the parts: they have no number of their own.
    pub rest: Cell,
}

/// The counts of a table as they are shown. Each whole stands in the list of cells itself, as a part of other families or of
/// none; where it is withheld, its parts may be too.
pub fn table(noise: &Noise, cells: &[Cell], families: &[Family]) -> Vec<Safe> {
    let moved: Vec<u64> = cells.iter().map(|cell| noise.moved(*cell)).collect();
    let mut shown: Vec<Safe> = cells.iter().map(|cell| noise.shown(*cell)).collect();
    // Each turn that goes on withholds at least one number more.
    for _ in 0..=cells.len() {
        let also: Vec<usize> = families
            .iter()
            .filter_map(|family| also_withheld(noise, family, &shown, &moved))
            .collect();
        if also.is_empty() {
            break;
        }
        for place in also {
            if let Some(shown) = shown.get_mut(place) {
                *shown = safe(0);
            }
        }
    }
    shown
}

/// The part that has to be withheld too: the smallest of those shown where one alone is not.
fn also_withheld(noise: &Noise, family: &Family, shown: &[Safe], moved: &[u64]) -> Option<usize> {
    let is_hidden = |place: &usize| shown.get(*place).is_none_or(|one| one.rounded().is_none());
    let rest = usize::from(!family.rest.is_empty() && noise.shown(family.rest).rounded().is_none());
    let hidden = family.parts.iter().filter(|part| is_hidden(part)).count() + rest;
    if hidden != 1 {
        return None;
    }
    let size = |part: &usize| moved.get(*part).copied().unwrap_or(0);
    let told = family.parts.iter().copied().filter(|part| !is_hidden(part));
    told.filter(|part| size(part) < AUDIENCE_MIN)
        .min_by_key(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(members: u64) -> Cell {
        Cell::of(
            members,
            u32::try_from(members).unwrap().wrapping_mul(0x9e37_79b9),
        )
    }

    fn shown(members: &[u64], families: &[Family]) -> Vec<bool> {
        let cells: Vec<Cell> = members.iter().map(|n| cell(*n)).collect();
        let table = table(&Noise::new([9; 32]), &cells, families);
        table.iter().map(|one| one.rounded().is_some()).collect()
    }

    fn family(parts: &[usize], rest: u64) -> Family {
        Family {
            parts: parts.to_vec(),
            rest: cell(rest),
        }
    }

    #[test]
    fn one_withheld_part_never_stands_alone() {
        let one = family(&[0, 1, 2], 0);
        assert_eq!(shown(&[4, 300, 30], &[one]), [false, true, false]);
        let large = family(&[0, 1, 2], 0);
        assert_eq!(shown(&[4, 300, 80], &[large]), [false, true, true]);
        let two = family(&[0, 1, 2], 0);
        assert_eq!(shown(&[4, 3, 80], &[two]), [false, false, true]);
        let none = family(&[0, 1, 2], 0);
        assert_eq!(shown(&[40, 300, 80], &[none]), [true, true, true]);
    }

    #[test]
    fn a_few_people_in_no_part_are_covered_like_a_part() {
        let few = family(&[0, 1], 3);
        assert_eq!(shown(&[40, 300], &[few]), [false, true]);
        let many = family(&[0, 1], 90);
        assert_eq!(shown(&[40, 300], &[many]), [true, true]);
    }

    #[test]
    fn what_is_withheld_in_a_row_is_covered_in_its_column_too() {
        // Three by three: cell 0 is small, so one more of its row and of its column goes, and theirs in turn.
        let members = [4, 30, 28, 20, 150, 400, 29, 31, 500];
        let mut families = Vec::new();
        for n in 0..3 {
            families.push(family(&[3 * n, 3 * n + 1, 3 * n + 2], 0));
            families.push(family(&[n, n + 3, n + 6], 0));
        }
        let shown = shown(&members, &families);
        for family in &families {
            let hidden = family.parts.iter().filter(|part| !shown[**part]).count();
            assert_ne!(hidden, 1);
        }
        assert_eq!(shown.iter().filter(|one| **one).count(), 5, "{shown:?}");
    }
}
