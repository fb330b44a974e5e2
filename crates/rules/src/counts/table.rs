//! What stands beside a count: what is withheld can't be worked out from it.
//!
//! Each number has its own noise, so the parts of a group don't add up to it, and the page says so. What is withheld of a family
//! is still the difference between its whole and what is shown, to within the noise of all these numbers. So where few numbers
//! are shown, whose noise is little, and those withheld are together fewer than ten, the smallest of those shown is
//! withheld however large it is. Whoever asks for it does as well with the whole, which has hardly anybody more.
//!
//! "Fewer than ten" is decided with the noise, and nobody is fewer than ten: a refusal tells no more than a number would. Only
//! where a family leaves nobody out by its make, whoever is counted, is nothing hidden.

use super::cell::{Cell, Noise};

/// With their noise, fewer people than this are covered by those beside them.
pub const FEW: u64 = 10;

/// Where no more parts than this are shown, their noise doesn't cover a few people who are in none of them.
const FEW_PARTS: usize = 5;

/// A part of a family, and whether its number is shown.
#[derive(Clone, Copy)]
pub struct Part {
    /// Who is in it.
    pub cell: Cell,
    /// Whether its number is shown.
    pub is_shown: bool,
}

/// Which of the parts shown would uncover those that are not: the smallest, or none. `rest` is whoever is in the whole and in
/// none of the parts; none where the family has no such place, for whomever.
pub fn uncovering(noise: &Noise, parts: &[Part], rest: Option<Cell>) -> Option<usize> {
    let mut hidden = parts.iter().filter(|part| !part.is_shown).peekable();
    if hidden.peek().is_none() && rest.is_none() {
        return None;
    }
    let in_hidden = hidden.fold(rest.unwrap_or(Cell::EMPTY), |all, part| all.and(part.cell));
    let told = parts.iter().enumerate().filter(|(_, part)| part.is_shown);
    let is_near = told.clone().count() <= FEW_PARTS && noise.moved(in_hidden) < FEW;
    let (place, _) = told.min_by_key(|(_, part)| noise.moved(part.cell))?;
    is_near.then_some(place)
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

    fn withheld(members: &[u64], rest: Option<u64>) -> Option<usize> {
        let parts: Vec<Part> = members
            .iter()
            .map(|n| Part {
                cell: cell(*n),
                is_shown: *n >= 50,
            })
            .collect();
        uncovering(&Noise::new([9; 32]), &parts, rest.map(cell))
    }

    #[test]
    fn few_or_nobody_in_a_withheld_part_take_the_smallest_with_them() {
        for few in 0..5 {
            assert_eq!(withheld(&[few, 300, 80], None), Some(2), "{few}");
            assert_eq!(withheld(&[300, 80], Some(few)), Some(1), "{few}");
        }
        assert_eq!(withheld(&[40, 300, 80], None), None);
        assert_eq!(withheld(&[300, 80], Some(40)), None);
    }

    #[test]
    fn where_nobody_can_be_left_out_nothing_is_hidden() {
        assert_eq!(withheld(&[300, 80], None), None);
    }

    #[test]
    fn six_noises_cover_a_few() {
        assert_eq!(withheld(&[4, 300, 80, 90, 70, 85], None), Some(4));
        assert_eq!(withheld(&[4, 300, 80, 90, 70, 85, 75], None), None);
    }

    #[test]
    fn whether_ten_are_reached_is_decided_with_the_noise() {
        let noise = Noise::new([4; 32]);
        let told = |members: u64| {
            let parts = [Part {
                cell: cell(300),
                is_shown: true,
            }];
            let tried = (0..200_u32).map(|n| Cell::of(members, n.wrapping_mul(0x9e37_79b9)));
            tried
                .filter(|rest| uncovering(&noise, &parts, Some(*rest)).is_none())
                .count()
        };
        assert_eq!((told(4), told(16)), (0, 200));
        assert!((20..180).contains(&told(9)), "some of 9 pass");
        assert!((20..180).contains(&told(11)), "some of 11 don't");
    }
}
