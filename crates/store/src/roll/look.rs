//! Looking up what is kept of the members whom a slice's rows are about.

use std::collections::HashMap;
use std::sync::LazyLock;

use switchboard_rules::ids::{MemberId, bucket_of};

use super::everybody::Everybody;
use super::whole::{self, WHOLE, Whole, Why};
use crate::duplicates::alias::Aliases;
use crate::engine::{Arg, Raw, Row, Rows, Stmt, Value, rows};
use crate::fault::Fault;
use crate::session::id16;
use crate::world::Inner;

/// What is kept of a member that a row matches.
pub(crate) struct Known {
    pub(crate) member: [u8; 16],
    pub(crate) erase_key: Vec<u8>,
    pub(crate) month: i64,
    pub(crate) digest: Vec<u8>,
    pub(crate) said: Vec<u8>,
    pub(crate) ended: Option<Why>,
}

impl Known {
    /// The same of a member who is open.
    pub(crate) fn of(whole: &Whole) -> Self {
        Self {
            member: *whole.member.as_bytes(),
            erase_key: whole.erase_key.clone(),
            month: whole.month,
            digest: whole.digest.clone(),
            said: whole.lasts.encode(),
            ended: whole.ended,
        }
    }
}

const KNOWN: &str = "select m.id, m.erase_key, m.key_month, r.digest, r.said, (select case when x.ended_at is null then '' else x.why end from member_end x where x.bucket = m.bucket and x.member = m.id and not exists (select 1 from import_dark d where d.import = x.import) order by x.import desc limit 1) from member m join member_row r on r.bucket = m.bucket and r.member = m.id where m.bucket = $1 and m.id = $2 and length(m.erase_key) > 0 and not exists (select 1 from import_dark d where d.import = r.import) order by r.import desc limit 1";
/// A look for each row in one statement: as a statement each it would be most of an import's work on PostgreSQL.
const MEMBER_OF: &str = "select v.column2, (select l.member from lookup l where l.bucket = v.column1 and l.what = 'external' and l.blind = v.column2 limit 1) from (values (cast($1 as bigint), cast($2 as {bytes}))) as v";
/// How many rows one such statement looks for.
const LOOKS: usize = 100;
static MEMBERS_OF: LazyLock<String> = LazyLock::new(|| {
    let row = "(cast($1 as bigint), cast($2 as {bytes}))";
    MEMBER_OF.replace(row, &rows(row, 2, LOOKS))
});

/// The members of whom there is news, open, in their order.
pub(crate) fn wholes(
    world: &Inner,
    raw: &mut Raw<'_>,
    members: &[MemberId],
) -> Result<Vec<Whole>, Fault> {
    let all = opened(world, raw, members)?.into_iter();
    // Nobody deletes a member; one who was forgotten between the two looks makes the slice fail.
    all.map(|whole| whole.ok_or(Fault::Conflict)).collect()
}

/// The same, where a member may have nothing to open.
pub(super) fn opened(
    world: &Inner,
    raw: &mut Raw<'_>,
    members: &[MemberId],
) -> Result<Vec<Option<Whole>>, Fault> {
    let mut all = Vec::with_capacity(members.len());
    for part in members.chunks(MATCH_AT_ONCE) {
        let wanted: Vec<Stmt<'_>> = part
            .iter()
            .map(|member| {
                let args = vec![Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
                Stmt::owning(WHOLE, args)
            })
            .collect();
        for rows in &raw.gather(&wanted)? {
            let row = rows.first();
            all.push(row.map(|row| whole::read(world, &row)).transpose()?);
        }
    }
    Ok(all)
}

/// How many rows are matched in one round trip.
const MATCH_AT_ONCE: usize = 500;

/// What is kept of the members with these blind indexes, in their order: two round trips for hundreds of rows.
pub(crate) fn known(
    raw: &mut Raw<'_>,
    blinds: &[[u8; 16]],
    aliases: &Aliases,
    everybody: Option<&Everybody>,
) -> Result<Vec<Option<Known>>, Fault> {
    let mut all = Vec::with_capacity(blinds.len());
    for part in blinds.chunks(MATCH_AT_ONCE) {
        // Whoever was merged goes on under another's record: what a file says of the one it says of the other.
        let found: Vec<Option<MemberId>> = if let Some(everybody) = everybody {
            part.iter().map(|blind| everybody.member(blind)).collect()
        } else {
            let members = members_of(raw, part)?;
            let member = |blind| members.get(blind).copied();
            part.iter().map(member).collect()
        };
        let members: Vec<Option<MemberId>> = found
            .into_iter()
            .map(|member| member.map(|member| aliases.keeper(member)))
            .collect();
        let wanted: Vec<Stmt<'_>> = members
            .iter()
            .flatten()
            .map(|member| {
                let args = vec![Arg::Int(member.bucket()), Arg::Bytes(member.as_bytes())];
                Stmt::owning(KNOWN, args)
            })
            .collect();
        let kept = if wanted.is_empty() {
            Vec::new()
        } else {
            raw.gather(&wanted)?
        };
        let mut kept = kept.iter();
        for member in members {
            let row = member.and_then(|_| kept.next());
            let row = row.and_then(Rows::first);
            all.push(row.map(|row| read_known(&row)).transpose()?);
        }
    }
    Ok(all)
}

/// The members who are known by these blind indexes of membership numbers.
pub(crate) fn members_of(
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
        said: row.bytes(4)?.to_vec(),
        ended: Why::from_code(row.opt_text(5)?.unwrap_or_default()),
    })
}
