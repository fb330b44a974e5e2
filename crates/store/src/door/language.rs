//! The language of an account: in it its holder reads pages and letters. Without one, pages are in the language that the browser asks
//! for, and letters in the installation's.

use switchboard_rules::events::EventKind;
use switchboard_rules::ids::AccountId;
use switchboard_rules::language::Language;
use switchboard_rules::policy::{Action, Facts, Resource};

use crate::engine::{Arg, Raw, Row};
use crate::entry::{self, Draft};
use crate::fault::Fault;
use crate::tx::{Tx, Verdict};

const CHOSEN: &str = "select language from account where bucket = $1 and id = $2";
const CHOOSE: &str = "update account set language = $1 where bucket = $2 and id = $3";

/// Chooses the language of whoever asks; none leaves it to the browser and the installation. Says whether it was another before.
pub fn choose_language(
    tx: &mut Tx<'_, '_>,
    chosen: Option<Language>,
) -> Result<Verdict<bool>, Fault> {
    let account = tx.account()?;
    let own = Resource::Account { account };
    let grant = match tx.ask(Action::ChooseLanguage, &own, Facts::SHUT)? {
        Ok(grant) => grant,
        Err(refusal) => return Ok(Verdict::Refused(refusal)),
    };
    if language_of(tx.raw(), account)? == chosen {
        return Ok(Verdict::Given(false));
    }
    let args = [
        chosen.map_or(Arg::Null, |language| Arg::Text(language.code())),
        Arg::Int(account.bucket()),
        Arg::Bytes(account.as_bytes()),
    ];
    tx.run(CHOOSE, &args)?;
    entry::write(tx, &Draft::act(EventKind::LanguageChosen, &grant), &[])?;
    Ok(Verdict::Given(true))
}

/// The language that an account has chosen.
pub(crate) fn language_of(
    raw: &mut Raw<'_>,
    account: AccountId,
) -> Result<Option<Language>, Fault> {
    let args = [Arg::Int(account.bucket()), Arg::Bytes(account.as_bytes())];
    let found = raw.one(CHOSEN, &args, |row| read_language(row, 0))?;
    Ok(found.flatten())
}

/// The language in a column; none where there is none, or one that this program doesn't speak.
pub(crate) fn read_language(row: &Row<'_>, column: usize) -> Result<Option<Language>, Fault> {
    Ok(row.opt_text(column)?.and_then(Language::from_code))
}
