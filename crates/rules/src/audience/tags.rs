//! Tags among the columns: which are offered, and which sets of them members have.
//!
//! Members are counted by the set of offered tags that they have, as by every other code; a tag is the sum over the sets that
//! hold it. So what holds of codes holds of tags, though tags overlap.

use std::ops::Range;

use super::columns::Columns;
use super::levels::{Candidate, FieldLevels, Levels};
use super::{Choice, Field};
use crate::counts::{AUDIENCE_MIN, Cell, FEW, Noise};
use crate::person::{Tag, Tags};

/// The most tags that an installation offers its campaigns: a bit of a column for each.
pub const OFFERED_MAX: usize = 16;

/// The tags offered, and every set of them that somebody has.
pub(super) struct Sets {
    offered: Vec<Tag>,
    /// The sets in the order in which they were met, each a bit for each tag.
    all: Vec<u16>,
    /// The place of each set in `all`, by its bits.
    places: Vec<u32>,
}

impl Sets {
    pub(super) fn new(mut offered: Vec<Tag>) -> Self {
        offered.sort();
        offered.dedup();
        offered.truncate(OFFERED_MAX);
        let mut sets = Self {
            places: vec![u32::MAX; 1 << offered.len()],
            offered,
            all: Vec::new(),
        };
        sets.know(0);
        sets
    }

    /// The bits of tags as they lie in the roll; of those that are offered.
    pub(super) fn bits(&self, tags: &str) -> u16 {
        if self.offered.is_empty() || tags.is_empty() {
            return 0;
        }
        let known = Tags::parse(tags).unwrap_or_default();
        let bit = |tag: &Tag| {
            let place = self.offered.binary_search(tag).ok()?;
            1_u16.checked_shl(u32::try_from(place).ok()?)
        };
        known.iter().filter_map(bit).fold(0, |all, bit| all | bit)
    }

    /// Remembers a set.
    pub(super) fn know(&mut self, bits: u16) {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if let Some(place) = self.places.get_mut(usize::from(bits))
            && *place == u32::MAX
        {
            *place = next;
            self.all.push(bits);
        }
    }

    /// The place of a set; beyond all of them where nobody was known to have it.
    pub(super) fn place(&self, bits: u16) -> usize {
        let place = self.places.get(usize::from(bits)).copied();
        place.map_or(usize::MAX, |place| {
            usize::try_from(place).unwrap_or(usize::MAX)
        })
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many tags are offered.
    pub(super) fn offered(&self) -> usize {
        self.offered.len()
    }

    /// The set at this place, a bit for each tag.
    pub(super) fn at(&self, place: usize) -> u16 {
        self.all.get(place).copied().unwrap_or(0)
    }

    /// Whether the set at this place holds the tag at that.
    pub(super) fn has(&self, place: usize, tag: u16) -> bool {
        holds(self.at(place), tag)
    }

    /// Those with a tag, out of everybody by their set.
    pub(super) fn with(&self, cells: &[Cell], tag: u16) -> Cell {
        self.of(cells, |bits| holds(bits, tag))
    }

    /// Those who have one of two tags and not the other.
    pub(super) fn between(&self, cells: &[Cell], [one, two]: [u16; 2]) -> Cell {
        self.of(cells, |bits| holds(bits, one) != holds(bits, two))
    }

    fn of(&self, cells: &[Cell], is_in: impl Fn(u16) -> bool) -> Cell {
        let some = self.all.iter().zip(cells).filter(|(bits, _)| is_in(**bits));
        some.fold(Cell::EMPTY, |all, (_, cell)| all.and(*cell))
    }

    /// Every tag offered, as a level that may be published.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let one = |(code, tag): (u16, &Tag)| Candidate {
            choice: Choice::Tag(tag.clone()),
            name: tag.as_str().to_owned(),
            depth: 0,
            codes: code..code + 1,
        };
        (0..).zip(&self.offered).map(one).collect()
    }
}

/// The places of the tags in a set.
pub(super) fn tags_in(mut bits: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let tag = (bits != 0).then(|| bits.trailing_zeros())?;
        bits &= bits - 1;
        usize::try_from(tag).ok()
    })
}

const fn holds(bits: u16, tag: u16) -> bool {
    bits >> tag & 1 == 1
}

impl FieldLevels {
    /// A tag is a level where about fifty have it and about fifty lack it, and where about fifty stand between it and every larger
    /// tag, every level of another field, and whatever it makes up together with tags that it shares nearly nobody with: else the
    /// few between them would be told by a difference. Each stands by itself, beside whoever lacks it.
    pub(super) fn of_tags(columns: &Columns, others: &Levels) -> Self {
        let (sets, noise) = (&columns.names.sets, columns.noise());
        let candidates = sets.candidates();
        if candidates.is_empty() {
            return Self::default();
        }
        let wholes = Field::ALL.map(|field| columns.by_code(&[], field));
        let by_set = wholes
            .get(Field::Tag.place())
            .map_or(&[][..], Vec::as_slice);
        let all = everybody(by_set);
        let mut found: Vec<(u64, Candidate)> = Vec::new();
        for one in candidates {
            let cell = sets.with(by_set, one.codes.start);
            let is_level = is_large(noise, cell) && is_large(noise, all.without(cell));
            if is_level && !is_nearly_a_level(columns, (others, &wholes), (&one.codes, cell)) {
                found.push((noise.moved(cell), one));
            }
        }
        found.sort_by(|(a, one), (b, two)| b.cmp(a).then_with(|| one.name.cmp(&two.name)));
        let mut kept: Vec<Candidate> = Vec::new();
        for (_, one) in found {
            let tags: Vec<u16> = kept.iter().map(|other| other.codes.start).collect();
            let own = one.codes.start;
            let is_apart = |other: &u16| is_large(noise, sets.between(by_set, [own, *other]));
            if tags.iter().all(is_apart) && !sets.completes(noise, (own, &tags), by_set) {
                kept.push(one);
            }
        }
        kept.sort_by(|one, two| one.name.cmp(&two.name));
        Self::apart(kept)
    }
}

fn everybody(cells: &[Cell]) -> Cell {
    cells.iter().fold(Cell::EMPTY, |all, cell| all.and(*cell))
}

fn is_large(noise: &Noise, cell: Cell) -> bool {
    noise.moved(cell) >= AUDIENCE_MIN
}

/// Whether a tag holds nearly the people of a level of another field: organisations make tags out of such columns. `wholes` is everybody by
/// the codes of each field.
fn is_nearly_a_level(
    columns: &Columns,
    (others, wholes): (&Levels, &[Vec<Cell>]),
    (codes, tagged): (&Range<u16>, Cell),
) -> bool {
    let own = [(Field::Tag, codes.clone())];
    let fields = Field::ALL.into_iter().zip(wholes);
    let mut fields = fields.filter(|(field, _)| *field != Field::Tag);
    fields.any(|(field, all)| {
        let levels = others.of_field(field);
        let within = columns.by_code(&own, field);
        levels.iter().any(|level| {
            let both = columns.sum(field, &within, &level.codes);
            let whole = columns.sum(field, all, &level.codes);
            let between = tagged.without(both).and(whole.without(both));
            !is_large(columns.noise(), between)
        })
    })
}

impl Sets {
    /// Whether a tag, with larger ones that it shares nearly nobody with, makes up all but a few of everybody or of a larger tag.
    fn completes(&self, noise: &Noise, (own, larger): (u16, &[u16]), by_set: &[Cell]) -> bool {
        let few = |is_in: &dyn Fn(u16) -> bool| !is_large(noise, self.of(by_set, is_in));
        let wholes = larger.iter().copied().map(Some).chain([None]);
        wholes.into_iter().any(|whole| {
            let is_within = |tag: u16| {
                whole.is_none_or(|whole| few(&|bits| holds(bits, tag) && !holds(bits, whole)))
            };
            let is_beside = |tag: &u16| {
                Some(*tag) != whole
                    && few(&|bits| holds(bits, *tag) && holds(bits, own))
                    && is_within(*tag)
            };
            let parts: Vec<u16> = larger.iter().copied().filter(is_beside).collect();
            let is_in_none =
                |bits: u16| !holds(bits, own) && !parts.iter().any(|tag| holds(bits, *tag));
            is_within(own)
                && few(&|bits| whole.is_none_or(|whole| holds(bits, whole)) && is_in_none(bits))
        })
    }
}

/// Whether a tag holds nearly the same people as a larger one that is told too, among people counted by set: then it isn't told, whether
/// there are few between them or nobody.
pub(super) fn is_nearly_another(
    (columns, noise): (&Columns, &Noise),
    (own, others): (&Range<u16>, &[Range<u16>]),
    by_set: &[Cell],
) -> bool {
    if others.is_empty() {
        return false;
    }
    let own = own.start;
    let mut have = [Cell::EMPTY; OFFERED_MAX];
    let mut have_both = have;
    for (bits, cell) in columns.names.sets.all.iter().zip(by_set) {
        if cell.is_empty() {
            continue;
        }
        let has_own = holds(*bits, own);
        for tag in tags_in(*bits) {
            if let (Some(all), Some(both)) = (have.get_mut(tag), have_both.get_mut(tag)) {
                *all = all.and(*cell);
                if has_own {
                    *both = both.and(*cell);
                }
            }
        }
    }
    let of = |cells: &[Cell], tag: u16| cells.get(usize::from(tag)).copied().unwrap_or_default();
    let mine = of(&have, own);
    others.iter().map(|codes| codes.start).any(|other| {
        let (theirs, both) = (of(&have, other), of(&have_both, other));
        let between = mine.without(both).and(theirs.without(both));
        (noise.moved(theirs), own) > (noise.moved(mine), other) && noise.moved(between) < FEW
    })
}
