//! How likely each number is told, by the noise that is in use: whoever reads numbers by that loses nothing that they say.
//!
//! It is drawn from the rules themselves, not written down once more: were the noise narrower, it would be read more sharply.

use std::array::from_fn;

use switchboard_rules::counts::{Cell, Noise};

use crate::invented::Chance;

/// A number further than this from the truth isn't looked for.
const REACH: u64 = 100;
/// So many distances, both ways.
const WIDTH: usize = 201;
/// From so many numbers it is learnt how likely each is.
const DRAWN: u32 = 1 << 18;
/// What was never drawn is taken for so many of [`DRAWN`].
const NEVER: f64 = 0.1;

/// What the attackers read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// What a campaign is told.
    Told,
    /// The same groups with the noise of all members, to see that the attack wins where it is narrow.
    Narrow,
    /// The truth, to see that the attack can win.
    Exact,
}

impl Numbers {
    /// What is told of a group that a campaign chose.
    fn of(self, noise: &Noise, cell: Cell) -> Option<u64> {
        match self {
            Self::Told => noise.own_choice(cell)?.rounded(),
            Self::Narrow => noise.shown(cell).rounded(),
            Self::Exact => Some(cell.members()),
        }
    }
}

/// How likely each number is, in logarithms: by what is counted, modulo five, and by how far it is from that.
struct Likely([[f64; WIDTH]; 5]);

impl Likely {
    fn of(numbers: Numbers) -> Self {
        let noise = Noise::new([8; 32]);
        Self([1_000, 1_001, 1_002, 1_003, 1_004].map(|counted| {
            let mut drawn = [0_u32; WIDTH];
            for key in 0..DRAWN {
                let cell = Cell::of(counted, key.wrapping_mul(0x9e37_79b9));
                let told = numbers.of(&noise, cell).unwrap();
                drawn[usize::try_from(told + REACH - counted).unwrap()] += 1;
            }
            drawn.map(|often| ((f64::from(often) + NEVER) / f64::from(DRAWN)).ln())
        }))
    }

    fn at(&self, counted: u64, told: u64) -> f64 {
        let of = &self.0[usize::try_from(counted % 5).unwrap()];
        let place = (told + REACH).checked_sub(counted);
        let place = place.and_then(|place| usize::try_from(place).ok());
        let likely = place.and_then(|place| of.get(place));
        let never = (NEVER / f64::from(DRAWN)).ln();
        likely.copied().unwrap_or(never)
    }

    /// The spread of a number around the truth, squared.
    fn spread(&self) -> f64 {
        let squares = self.0.iter().map(|of| {
            let distances = (0_u32..).map(|place| f64::from(place) - 100.0);
            let each = of.iter().zip(distances);
            each.map(|(likely, by)| likely.exp() * by * by).sum::<f64>()
        });
        squares.sum::<f64>() / 5.0
    }
}

/// Whoever reads numbers of groups of which they know all but one.
pub struct Reader {
    numbers: Numbers,
    likely: Likely,
    noise: Noise,
    squares: f64,
    many: f64,
}

impl Reader {
    pub fn of(numbers: Numbers) -> Self {
        Self {
            numbers,
            likely: Likely::of(numbers),
            noise: Noise::new([9; 32]),
            squares: 0.0,
            many: 0.0,
        }
    }

    /// What speaks for it that a group has the target beside so many others, rather than those alone, in logarithms.
    pub fn says(&mut self, told: u64, (others, is_in): (u64, bool), chance: &mut Chance) -> f64 {
        let counted = others + u64::from(is_in);
        let key = u32::try_from(chance.next() >> 32).unwrap();
        let told = match self.numbers {
            Numbers::Told => Some(told),
            // What is withheld isn't known to whoever would read other numbers of the rest either.
            other => other.of(&self.noise, Cell::of(counted, key)),
        };
        let Some(told) = told else {
            return 0.0;
        };
        let by = f64::from(u32::try_from(told.abs_diff(counted)).unwrap());
        self.squares += by * by;
        self.many += 1.0;
        self.likely.at(others + 1, told) - self.likely.at(others, told)
    }

    /// Numbers with another noise than that by which they were read would have said more than was read off them.
    pub fn assert_read_by_their_noise(&self) {
        let (read, likely) = (self.squares / self.many, self.likely.spread());
        let (least, most) = (0.9 * likely - 0.5, 1.1 * likely + 0.5);
        assert!((least..most).contains(&read), "{read:.1}, {likely:.1}");
    }
}

/// Bytes of an id that nobody has.
pub fn any_bytes(chance: &mut Chance) -> [u8; 16] {
    let halves: [u64; 2] = from_fn(|_| chance.next());
    (u128::from(halves[0]) << 64 | u128::from(halves[1])).to_be_bytes()
}

#[test]
fn each_number_that_can_be_told_is_likely_to_one_in_all_and_the_spread_is_that_of_the_noise() {
    for (numbers, spread) in [
        (Numbers::Told, 192.0),
        (Numbers::Narrow, 7.2),
        (Numbers::Exact, 0.0),
    ] {
        let likely = Likely::of(numbers);
        for of in &likely.0 {
            let sum: f64 = of.iter().map(|one| one.exp()).sum();
            assert!((sum - 1.0).abs() < 1e-3, "{numbers:?}: {sum}");
        }
        let found = likely.spread();
        assert!((found - spread).abs() < 2.0, "{numbers:?}: {found}");
    }
}
