//! Who a file's rows are about, and whether they say what the last file said.
//!
//! Nothing is remembered from row to row and nothing is written, so several threads compare slices at once; what comes of
//! it is taken in by one, in the order of the file. Of nearly every row of a monthly roll nothing is left but whose it is.

use std::sync::Arc;

use switchboard_rules::person::ExternalId;
use switchboard_rules::roll::{By, Parts, SaidRow};

use super::everybody::Everybody;
use super::look::{Known, known};
use super::plan::Plan;
use super::whole::Why;
use crate::duplicates::alias::Aliases;
use crate::engine::Raw;
use crate::fault::Fault;
use crate::world::World;

/// Compares slices of one import or try; each thread has its own.
#[derive(Clone)]
pub struct Comparer {
    world: World,
    by: By,
    clears: Parts,
    aliases: Arc<Aliases>,
    /// Where the whole roll was read at once.
    everybody: Option<Arc<Everybody>>,
}

impl std::fmt::Debug for Comparer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Comparer")
    }
}

/// A slice that was compared.
pub struct Compared(pub(super) Vec<ComparedRow>);

impl std::fmt::Debug for Compared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Compared({} rows)", self.0.len())
    }
}

impl Compared {
    /// The same in parts of so many rows.
    pub(super) fn parts(&self, rows: usize) -> std::slice::Chunks<'_, ComparedRow> {
        self.0.chunks(rows)
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

pub(super) struct ComparedRow {
    pub(super) line: u64,
    pub(super) found: Found,
}

/// What was found of a row.
pub(super) enum Found {
    /// It holds no membership number, and members are known by it.
    Numberless,
    /// Members are known by two things that agree: that is looked for when the row's turn comes.
    Unmatched(Box<SaidRow>),
    /// Nobody on the roll has its number.
    Nobody([u8; 16], Box<SaidRow>),
    /// It says what the last file said of this member. Its row is kept only where it stops calls.
    Same {
        blind: [u8; 16],
        member: [u8; 16],
        stop: Option<Box<SaidRow>>,
    },
    /// It may say something new of this member.
    Other(Box<Differing>),
}

impl Found {
    /// The member of the roll whom the row names by number.
    pub(super) fn member(&self) -> Option<[u8; 16]> {
        match self {
            Self::Same { member, .. } => Some(*member),
            Self::Other(other) => Some(other.known.member),
            Self::Numberless | Self::Unmatched(_) | Self::Nobody(..) => None,
        }
    }
}

/// A row that is not, byte for byte, what the last file said.
pub(super) struct Differing {
    pub(super) blind: [u8; 16],
    pub(super) said: SaidRow,
    pub(super) known: Known,
    pub(super) digest: [u8; 32],
}

impl Comparer {
    pub(super) fn new(world: &World, plan: &Plan, aliases: &Arc<Aliases>) -> Self {
        Self {
            world: world.clone(),
            by: plan.by,
            clears: plan.clears,
            aliases: Arc::clone(aliases),
            everybody: None,
        }
    }

    /// The same, which knows beforehand who has which number.
    pub(super) fn among(self, everybody: Option<&Arc<Everybody>>) -> Self {
        Self {
            everybody: everybody.map(Arc::clone),
            ..self
        }
    }

    /// Compares one slice with what is kept.
    ///
    /// # Errors
    /// What the store says.
    pub fn compare(&self, rows: Vec<(u64, SaidRow)>) -> Result<Compared, Fault> {
        if self.by != By::ExternalId {
            let unmatched = |(line, said)| ComparedRow {
                line,
                found: Found::Unmatched(Box::new(said)),
            };
            return Ok(Compared(rows.into_iter().map(unmatched).collect()));
        }
        let index = &self.world.0.keys.current()?.blind;
        let blind = |id: &ExternalId| index.short("external", id.as_str().as_bytes());
        let blinds: Vec<Option<[u8; 16]>> = rows
            .iter()
            .map(|(_, said)| said.external_id.as_ref().map(blind))
            .collect();
        let wanted: Vec<[u8; 16]> = blinds.iter().flatten().copied().collect();
        let month = self.world.0.keys.month();
        let everybody = self.everybody.as_deref().filter(|all| all.is_of(month));
        let look = |raw: &mut Raw<'_>| known(raw, &wanted, &self.aliases, everybody);
        let kept = self.world.0.db.read("import-match", look)?;
        let mut kept = kept.into_iter();
        let compared = rows.into_iter().zip(blinds).map(|((line, said), blind)| {
            let found = match blind {
                None => Found::Numberless,
                Some(blind) => self.found(blind, said, kept.next().flatten())?,
            };
            Ok(ComparedRow { line, found })
        });
        Ok(Compared(compared.collect::<Result<_, Fault>>()?))
    }

    fn found(&self, blind: [u8; 16], said: SaidRow, known: Option<Known>) -> Result<Found, Fault> {
        let Some(known) = known else {
            return Ok(Found::Nobody(blind, Box::new(said)));
        };
        let keys = &self.world.0.keys;
        let key = keys.member(&known.member, known.month, &known.erase_key)?;
        let digest = key.digest(&said.canonical(self.clears));
        if known.digest == digest && !known.resumes() {
            let stops = said.do_not_call || said.deceased;
            return Ok(Found::Same {
                blind,
                member: known.member,
                stop: stops.then(|| Box::new(said)),
            });
        }
        Ok(Found::Other(Box::new(Differing {
            blind,
            said,
            known,
            digest,
        })))
    }
}

impl Known {
    /// Who was missing in a full roll and stands in a file again is a member again; an end by hand stays.
    pub(super) fn resumes(&self) -> bool {
        self.ended == Some(Why::NotInTheRoll)
    }
}
