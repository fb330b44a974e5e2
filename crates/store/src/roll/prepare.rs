//! Before a slice is written: match against what is kept, tell changed from unchanged, seal. On the importing thread,
//! so that the writer only writes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use switchboard_rules::ids::{ImportId, MemberId, bucket_of};
use switchboard_rules::person::{Day, encode_phones};
use switchboard_rules::roll::RollRow;

use super::forgotten::Gone;
use super::lookups::{Lookup, Lookups, What};
use super::stops::Halt;
use crate::engine::{Arg, Raw, Row, Rows, Stmt, Value, rows};
use crate::fault::Fault;
use crate::keys::MemberKey;
use crate::mint::random_id;
use crate::personal::{NAME, PHONES, REST, row_key, spot};
use crate::session::id16;
use crate::world::Inner;

/// Rows of one slice, ready to be written, by table.
#[derive(Default)]
pub(crate) struct Prepared {
    pub(crate) members: Vec<Vec<Value>>,
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) lookups: Lookups,
    pub(crate) created: i64,
    pub(crate) changed: i64,
    pub(crate) unchanged: i64,
    pub(crate) duplicates: i64,
    /// Lines of members who were forgotten, each with the reason.
    pub(crate) forgotten: Vec<(u64, String)>,
    /// Lines that repeat a member of the same file.
    pub(crate) repeated: Vec<u64>,
    /// The stops that stand in those lines.
    pub(crate) halts: Vec<Halt>,
}

/// What is kept of a member that a row matches.
struct Known {
    member: [u8; 16],
    erase_key: Vec<u8>,
    month: i64,
    digest: Vec<u8>,
    stopped: (bool, bool),
}

/// What is remembered from slice to slice.
#[derive(Default)]
pub(crate) struct Memory {
    /// Who was forgotten, and comes back by no file.
    pub(crate) gone: Gone,
    /// The members that the file has named already, by blind index.
    seen: HashSet<[u8; 16]>,
    /// Ids for new members, the next one last.
    ids: Vec<[u8; 16]>,
    /// How many ids were drawn at once the last time.
    drawn: usize,
}

const IDS_MIN: usize = 128;
const IDS_MAX: usize = 131_072;

impl Memory {
    /// A random id for a new member. Ids are drawn many at once and given out in the order of the tables' keys, so that
    /// members who stand together in a file are written together: else each of them costs a page of its own.
    fn new_id(&mut self) -> Result<[u8; 16], Fault> {
        if self.ids.is_empty() {
            self.drawn = (self.drawn * 2).clamp(IDS_MIN, IDS_MAX);
            self.ids = (0..self.drawn)
                .map(|_| random_id())
                .collect::<Result<_, _>>()?;
            self.ids
                .sort_by_cached_key(|id| std::cmp::Reverse((bucket_of(id), *id)));
        }
        self.ids.pop().ok_or(Fault::Conflict)
    }
}

/// Makes slices ready.
pub(crate) struct Preparer<'w> {
    world: &'w Inner,
    import: ImportId,
    today: Day,
    memory: &'w mut Memory,
}

const KNOWN: &str = "select m.id, m.erase_key, m.key_month, r.digest, r.do_not_call, r.deceased from lookup l join member m on m.bucket = $3 and m.id = l.member join member_row r on r.bucket = m.bucket and r.member = m.id where l.bucket = $1 and l.what = 'external' and l.blind = $2 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
/// A look for each row in one statement: as a statement each it would be most of an import's work on PostgreSQL.
const MEMBER_OF: &str = "select v.column2, (select l.member from lookup l where l.bucket = v.column1 and l.what = 'external' and l.blind = v.column2 limit 1) from (values (cast($1 as bigint), cast($2 as {bytes}))) as v";
/// How many rows one such statement looks for.
const LOOKS: usize = 100;
static MEMBERS_OF: LazyLock<String> = LazyLock::new(|| {
    let row = "(cast($1 as bigint), cast($2 as {bytes}))";
    MEMBER_OF.replace(row, &rows(row, 2, LOOKS))
});

impl<'w> Preparer<'w> {
    pub(crate) fn new(
        world: &'w Inner,
        import: ImportId,
        today: Day,
        memory: &'w mut Memory,
    ) -> Self {
        Self {
            world,
            import,
            today,
            memory,
        }
    }

    /// Matches, compares and seals one slice.
    pub(crate) fn slice(&mut self, rows: &[(u64, RollRow)]) -> Result<Prepared, Fault> {
        let mut out = Prepared::default();
        let mut fresh = Vec::with_capacity(rows.len());
        for (line, row) in rows {
            let blind = self
                .world
                .keys
                .current()?
                .blind
                .short("external", row.external_id.as_str().as_bytes());
            if self.memory.seen.insert(blind) {
                fresh.push((*line, row, blind));
            } else {
                out.duplicates += 1;
                out.repeated.push(*line);
                out.halts.extend(Halt::of_row(blind, row));
            }
        }
        let blinds: Vec<[u8; 16]> = fresh.iter().map(|(_, _, blind)| *blind).collect();
        let known = self
            .world
            .db
            .read("import-match", |raw| known(raw, &blinds))?;
        for ((line, row, blind), known) in fresh.into_iter().zip(known) {
            let gone = match known {
                None => self.memory.gone.why(self.world, row.external_id.as_str()),
                Some(_) => None,
            };
            if let Some(why) = gone {
                out.forgotten.push((line, why));
                continue;
            }
            self.row(row, &blind, known, &mut out)?;
        }
        Ok(out)
    }

    fn row(
        &mut self,
        row: &RollRow,
        blind: &[u8; 16],
        known: Option<Known>,
        out: &mut Prepared,
    ) -> Result<(), Fault> {
        let canonical = row.canonical();
        if let Some(known) = known {
            let keys = &self.world.keys;
            let key = keys.member(&known.member, known.month, &known.erase_key)?;
            let digest = key.digest(&canonical);
            if known.digest == digest {
                out.unchanged += 1;
                return Ok(());
            }
            // Nothing an import says lifts a stop that stands.
            out.changed += 1;
            let found = self.sealed(row, known.member, &key, &digest, known.stopped, out)?;
            out.lookups.again.extend(found);
            return Ok(());
        }
        let member = self.memory.new_id()?;
        let (key, wrapped) = self.world.keys.new_member(&member)?;
        let digest = key.digest(&canonical);
        out.members.push(vec![
            Value::Int(bucket_of(&member)),
            Value::Bytes(member.to_vec()),
            Value::Bytes(self.import.as_bytes().to_vec()),
            Value::Bytes(wrapped),
            Value::Int(self.world.keys.month()),
        ]);
        out.created += 1;
        let found = self.sealed(row, member, &key, &digest, (false, false), out)?;
        out.lookups
            .fresh
            .push(Lookup::new(What::External, *blind, member));
        out.lookups.fresh.extend(found);
        Ok(())
    }

    /// Adds the member's sealed row; answers by what else they are found.
    fn sealed(
        &self,
        row: &RollRow,
        member: [u8; 16],
        key: &MemberKey,
        digest: &[u8; 32],
        stopped: (bool, bool),
        out: &mut Prepared,
    ) -> Result<Vec<Lookup>, Fault> {
        let blind = &self.world.keys.current()?.blind;
        let mut found = Vec::with_capacity(row.phones.len() + 1);
        let mut numbers = Vec::with_capacity(row.phones.len() * 32);
        for phone in &row.phones {
            let of_number = blind.short("number", phone.index_key().as_bytes());
            let never = never_number(self.world, phone.index_key());
            if !numbers
                .chunks_exact(32)
                .any(|pair: &[u8]| pair.starts_with(&of_number))
            {
                found.push(Lookup::new(What::Number, of_number, member));
            }
            numbers.extend_from_slice(&of_number);
            numbers.extend_from_slice(&never);
        }
        if let Some(email) = &row.email {
            let of_email = blind.short("email", email.index_key().as_bytes());
            found.push(Lookup::new(What::Email, of_email, member));
        }
        let place = row_key(&member, self.import.as_bytes());
        let text = |label: Option<&str>| Value::Text(label.unwrap_or_default().to_owned());
        out.rows.push(vec![
            Value::Int(bucket_of(&member)),
            Value::Bytes(member.to_vec()),
            Value::Bytes(self.import.as_bytes().to_vec()),
            text(
                row.branch
                    .as_ref()
                    .map(switchboard_rules::person::BranchName::as_str),
            ),
            text(
                row.kind
                    .as_ref()
                    .map(switchboard_rules::person::MemberKind::as_str),
            ),
            row.joined_year
                .map_or(Value::Null, |year| Value::Int(i64::from(year))),
            Value::Text(row.age_band(self.today).as_str().to_owned()),
            Value::Int(i64::from(row.do_not_call || stopped.0)),
            Value::Int(i64::from(row.deceased || stopped.1)),
            Value::Bytes(digest.to_vec()),
            Value::Bytes(numbers),
            Value::Bytes(key.own().seal(spot(NAME, &place), &row.name.encode())?),
            Value::Bytes(
                key.own()
                    .seal(spot(PHONES, &place), &encode_phones(&row.phones))?,
            ),
            Value::Bytes(key.own().seal(spot(REST, &place), &rest_of(row))?),
        ]);
        Ok(found)
    }
}

/// The never-again hash of a number, in its E.164 digits.
pub(crate) fn never_number(world: &Inner, index_key: &str) -> [u8; 16] {
    world.keys.never.short("number", index_key.as_bytes())
}

/// E-mail, address, birth date and membership number, each with its length before it.
fn rest_of(row: &RollRow) -> Vec<u8> {
    let birth = row
        .birth_date
        .map(|birth| birth.day().to_string())
        .unwrap_or_default();
    let address = row
        .address
        .as_ref()
        .map(switchboard_rules::person::Address::encode)
        .unwrap_or_default();
    let email = row
        .email
        .as_ref()
        .map(switchboard_rules::person::Email::as_str)
        .unwrap_or_default();
    let parts = [
        row.external_id.as_str().as_bytes(),
        email.as_bytes(),
        birth.as_bytes(),
        &address,
    ];
    let mut out = vec![1];
    for part in parts {
        out.extend_from_slice(&u32::try_from(part.len()).unwrap_or(0).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

/// How many rows are matched in one round trip.
const MATCH_AT_ONCE: usize = 500;

/// What is kept of the members with these blind indexes, in their order: two round trips for hundreds of rows.
fn known(raw: &mut Raw<'_>, blinds: &[[u8; 16]]) -> Result<Vec<Option<Known>>, Fault> {
    let mut all = Vec::with_capacity(blinds.len());
    for part in blinds.chunks(MATCH_AT_ONCE) {
        let members = members_of(raw, part)?;
        let wanted: Vec<Stmt<'_>> = part
            .iter()
            .filter_map(|blind| {
                let args = vec![
                    Arg::Int(bucket_of(blind)),
                    Arg::Bytes(blind),
                    Arg::Int(members.get(blind)?.bucket()),
                ];
                Some(Stmt::owning(KNOWN, args))
            })
            .collect();
        let kept = if wanted.is_empty() {
            Vec::new()
        } else {
            raw.gather(&wanted)?
        };
        let mut kept = kept.iter();
        for blind in part {
            let row = members.get(blind).and_then(|_| kept.next());
            let row = row.and_then(Rows::first);
            all.push(row.map(|row| read_known(&row)).transpose()?);
        }
    }
    Ok(all)
}

/// The members who are known by these blind indexes.
fn members_of(
    raw: &mut Raw<'_>,
    blinds: &[[u8; 16]],
) -> Result<HashMap<[u8; 16], MemberId>, Fault> {
    let (many, rest) = blinds.as_chunks::<LOOKS>();
    let look = |blinds: &'_ [[u8; 16]]| -> Vec<Value> {
        blinds
            .iter()
            .flat_map(|blind| [Value::Int(bucket_of(blind)), Value::Bytes(blind.to_vec())])
            .collect()
    };
    let looks: Vec<(&'static str, Vec<Value>)> = many
        .iter()
        .map(|blinds| (MEMBERS_OF.as_str(), look(blinds)))
        .chain(rest.chunks(1).map(|blind| (MEMBER_OF, look(blind))))
        .collect();
    let wanted: Vec<Stmt<'_>> = looks
        .iter()
        .map(|(sql, args)| Stmt::owning(sql, args.iter().map(Value::as_arg).collect()))
        .collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let mut found = HashMap::new();
    for row in raw.gather(&wanted)?.iter().flat_map(Rows::iter) {
        if let (Some(blind), Some(member)) = (id16(row.bytes(0)?), row.opt_bytes(1)?.and_then(id16))
        {
            found.insert(blind, MemberId::from_bytes(member));
        }
    }
    Ok(found)
}

fn read_known(row: &Row<'_>) -> Result<Known, Fault> {
    Ok(Known {
        member: id16(row.bytes(0)?).unwrap_or_default(),
        erase_key: row.bytes(1)?.to_vec(),
        month: row.int(2)?,
        digest: row.bytes(3)?.to_vec(),
        stopped: (row.int(4)? != 0, row.int(5)? != 0),
    })
}
