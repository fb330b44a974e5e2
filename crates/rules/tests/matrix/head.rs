//! What stands above the table.

/// How to read it.
use switchboard_rules::ids::AccountId;
use switchboard_rules::policy::Resource;
use switchboard_rules::request::Kind;

pub(super) const HEAD: &str = "\
Who may do what, in which situation. Made by a test from the rules themselves; don't edit it.

  yes                 it is done, and written into the ledger
  not-your-role       it is refused, with this reason
  404 not-your-bank   it is refused, and looks as if the thing didn't exist

The returning officer is the one of the contest; organiser and caller are those of the campaign; \"one bank's\" organises
that one bank and nothing else; \"one branch's\" is the membership officer of one branch and of all that stand under it.
An office and an organiser's role take two people: see \"ask for what takes two people\" and \"decide another's request\".
The approver is the second person where two must agree, and keeps no roll.
The committee and the auditor keep the log's nightly checkpoints: they see no member, no ledger and no count. The auditor
sees that a campaign's answers were read; otherwise their columns say yes only where everybody's do.
\"Shown too long ago\" is a session with a password and an app whose holder showed them more than 15 minutes ago.
\"Password not set\" is an office's holder who has typed a new code and nothing more.
\"One campaign\" is that of who asks or is asked for: whoever decides holds a role in it too. \"Stood there\": in its contest.
\"Nobody\" is signed in and holds no role; the console is the operator at the machine itself.
";

pub(super) fn line(out: &mut String, first: &str, cells: impl Iterator<Item = String>) {
    let padded = cells
        .map(|cell| format!("{cell:<23}"))
        .collect::<Vec<_>>()
        .concat();
    out.push_str(format!("{first:<34}{padded}").trim_end());
    out.push('\n');
}

pub(super) const fn request(kind: Kind, asker: AccountId) -> Resource {
    Resource::Request { kind, asker }
}
