//! Lookups of an import, gathered and written in the order of their key.
//!
//! A blind index is as good as random, so each row of a file would touch a page of its own for each of its lookups: with
//! 600,000 members that made ten times the writing of all the rest. Gathered by the hundred thousand and sorted, dozens
//! fall on a page. They wait in memory, 36 bytes each; an import that breaks off loses only what was dark.

use switchboard_rules::ids::{ImportId, bucket_of};

use crate::blinds::LOOKUP;
use crate::engine::{Arg, Engine, Raw, Value, stmt};
use crate::fault::Fault;

/// What is looked up; in the order of the names that the column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Address,
    Email,
    External,
    Number,
}

impl What {
    /// The name in the column, and in the blind index's hash.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Email => "email",
            Self::External => "external",
            Self::Number => "number",
        }
    }
}

/// One lookup; its order is the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lookup {
    bucket: i16,
    what: What,
    blind: [u8; 16],
    member: [u8; 16],
}

impl Lookup {
    pub(crate) fn new(what: What, blind: [u8; 16], member: [u8; 16]) -> Self {
        let bucket = i16::try_from(bucket_of(&blind)).unwrap_or(0);
        Self {
            bucket,
            what,
            blind,
            member,
        }
    }

    /// The columns of its row, written by the act; `month` is that of the key its index is made with.
    pub(crate) fn values(&self, act: &[u8; 16], month: i64) -> Vec<Value> {
        vec![
            Value::Int(i64::from(self.bucket)),
            Value::Text(self.what.text().to_owned()),
            Value::Bytes(self.blind.to_vec()),
            Value::Bytes(self.member.to_vec()),
            Value::Bytes(act.to_vec()),
            Value::Int(month),
        ]
    }
}

/// Lookups that wait to be written.
#[derive(Default)]
pub(crate) struct Lookups {
    /// Of members that this import makes: nobody has written these.
    pub(crate) fresh: Vec<Lookup>,
    /// Of members that were known: some of these may stand already.
    pub(crate) again: Vec<Lookup>,
}

/// How many wait at most.
const WAITING_MAX: usize = 400_000;

impl Lookups {
    pub(crate) fn add(&mut self, other: &mut Self) {
        self.fresh.append(&mut other.fresh);
        self.again.append(&mut other.again);
    }

    pub(crate) fn are_many(&self) -> bool {
        self.fresh.len() + self.again.len() >= WAITING_MAX
    }

    /// Takes all that wait, sorted, in parts for one write each.
    pub(crate) fn take(&mut self, engine: Engine) -> Vec<Part> {
        // On SQLite so few that the writer is not held for longer than 5 ms.
        let most = match engine {
            Engine::Sqlite => 600,
            Engine::Postgres => 20_000,
        };
        let lists = [
            (std::mem::take(&mut self.fresh), true),
            (std::mem::take(&mut self.again), false),
        ];
        lists
            .into_iter()
            .flat_map(|(mut list, are_fresh)| {
                list.sort_unstable();
                let part = |rows: &[Lookup]| Part {
                    rows: rows.to_vec(),
                    are_fresh,
                };
                list.chunks(most).map(part).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Lookups for one write.
pub(crate) struct Part {
    rows: Vec<Lookup>,
    are_fresh: bool,
}

const COLUMNS: [&str; 6] = ["bucket", "what", "blind", "member", "import", "key_month"];

impl Part {
    /// Writes them as rows of `import`; `month` is the month of the key that all its indexes are made with.
    pub(crate) fn write(
        &self,
        raw: &mut Raw<'_>,
        import: ImportId,
        month: i64,
    ) -> Result<(), Fault> {
        if self.are_fresh && raw.engine() == Engine::Postgres {
            let mut rows = self
                .rows
                .iter()
                .map(|lookup| lookup.values(import.as_bytes(), month));
            return raw.bulk("lookup", &COLUMNS, &mut rows).map(|_| ());
        }
        let args: Vec<[Arg<'_>; 6]> = self
            .rows
            .iter()
            .map(|lookup| {
                [
                    Arg::Int(i64::from(lookup.bucket)),
                    Arg::Text(lookup.what.text()),
                    Arg::Bytes(&lookup.blind),
                    Arg::Bytes(&lookup.member),
                    Arg::Bytes(import.as_bytes()),
                    Arg::Int(month),
                ]
            })
            .collect();
        let batch: Vec<_> = args.iter().map(|args| stmt(LOOKUP, args)).collect();
        raw.many(&batch).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookups_are_written_in_the_order_of_the_tables_key_and_none_is_left() {
        let lookup = |n: u8, what| Lookup::new(what, [n; 16], [n ^ 0xff; 16]);
        let mut lookups = Lookups::default();
        for n in 0..=255 {
            lookups.fresh.push(lookup(n, What::Number));
            lookups.fresh.push(lookup(n, What::External));
            lookups.fresh.push(lookup(n, What::Email));
            lookups.fresh.push(lookup(n, What::Address));
        }
        lookups.again.push(lookup(7, What::Email));
        let parts = lookups.take(Engine::Sqlite);
        let key = |l: &Lookup| (i64::from(l.bucket), l.what.text(), l.blind, l.member);
        let fresh: Vec<_> = parts
            .iter()
            .filter(|part| part.are_fresh)
            .flat_map(|part| part.rows.iter().map(key))
            .collect();
        assert_eq!(fresh.len(), 1_024);
        assert!(fresh.is_sorted());
        assert_eq!(parts.iter().filter(|part| !part.are_fresh).count(), 1);
        assert!(lookups.take(Engine::Sqlite).is_empty());
    }
}
