//! Tables of counts with their sums: what is withheld can't be worked out from what stands beside it.
//!
//! Each number has its own noise, so a table's parts don't add up to their sum, and the page says so. What is withheld of a
//! family is still the difference between its whole and what is shown, to within the noise of all these numbers. So:
//!
//! - where one part alone is withheld, the next smallest is too, unless it is large enough to be an audience;
//! - where few numbers are shown, whose noise is little, and those withheld are together fewer than ten, the smallest of those
//!   shown is withheld however large it is. Whoever asks for it does as well with the whole, which has hardly anybody more.
//!
//! "Fewer than ten" is decided with the noise, and nobody at all counts as few where anybody could be: a refusal tells no
//! more than a number would.

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
    let mut shown: Vec<Safe> = cells.iter().map(|cell| noise.shown(*cell)).collect();
    // Each turn that goes on withholds at least one number more.
    for _ in 0..=cells.len() {
        let also: Vec<usize> = families
            .iter()
            .filter_map(|family| also_withheld(noise, family, cells, &shown))
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

/// Where no more parts than this are shown, their noise doesn't cover a few people who are in none of them.
const FEW_PARTS: usize = 5;

/// The part that has to be withheld too.
fn also_withheld(noise: &Noise, family: &Family, cells: &[Cell], shown: &[Safe]) -> Option<usize> {
    let parts: Vec<Part> = family
        .parts
        .iter()
        .map(|part| Part {
            cell: cells.get(*part).copied().unwrap_or(Cell::EMPTY),
            is_shown: shown.get(*part).is_some_and(|one| one.rounded().is_some()),
        })
        .collect();
    let smallest = uncovering(noise, &parts, family.rest)?;
    family.parts.get(smallest).copied()
}

/// A part of a family, and whether its number is shown.
#[derive(Clone, Copy)]
pub struct Part {
    /// Who is in it.
    pub cell: Cell,
    /// Whether its number is shown.
    pub is_shown: bool,
}

/// Which of the parts shown would uncover those that are not: the smallest, or none.
pub fn uncovering(noise: &Noise, parts: &[Part], rest: Cell) -> Option<usize> {
    let hidden = parts.iter().filter(|part| !part.is_shown);
    let in_hidden = hidden.clone().fold(rest, |all, part| all.and(part.cell));
    let hidden = hidden.count() + usize::from(!rest.is_empty());
    if hidden == 0 {
        return None;
    }
    let told = parts.iter().enumerate().filter(|(_, part)| part.is_shown);
    let many = told.clone().count();
    let (place, smallest) = told.min_by_key(|(_, part)| noise.moved(part.cell))?;
    let is_few = noise.shown(in_hidden).rounded().is_none();
    let is_near = many <= FEW_PARTS && is_few;
    let is_alone = hidden == 1 && is_few && noise.moved(smallest.cell) < AUDIENCE_MIN;
    (is_near || is_alone).then_some(place)
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
        let three = || family(&[0, 1, 2], 0);
        assert_eq!(shown(&[4, 300, 80], &[three()]), [false, true, false]);
        assert_eq!(shown(&[40, 300, 80], &[three()]), [true, true, true]);
        assert_eq!(shown(&[9, 9, 80], &[three()]), [false, false, true]);
        let many = || family(&[0, 1, 2, 3, 4, 5, 6], 0);
        let small = [4, 300, 80, 90, 70, 85, 30];
        let told = [false, true, true, true, true, true, false];
        assert_eq!(shown(&small, &[many()]), told);
        let large = [4, 300, 80, 90, 70, 85, 75];
        let told = [false, true, true, true, true, true, true];
        assert_eq!(
            shown(&large, &[many()]),
            told,
            "seven noises cover four people"
        );
    }

    #[test]
    fn nobody_at_all_is_covered_like_a_few() {
        let two = || family(&[0, 1], 0);
        assert_eq!(shown(&[0, 300], &[two()]), shown(&[3, 300], &[two()]));
        assert_eq!(shown(&[0, 300], &[two()]), [false, false]);
    }

    #[test]
    fn a_few_people_in_no_part_are_covered_like_a_part() {
        assert_eq!(shown(&[140, 300], &[family(&[0, 1], 3)]), [false, true]);
        assert_eq!(shown(&[140, 300], &[family(&[0, 1], 90)]), [true, true]);
    }
}
