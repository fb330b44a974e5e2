//! A plural of one's own: what opens sealed rows is a closed list.
use switchboard_store::Personal;

struct WholeRoll(Vec<String>);

impl Personal for WholeRoll {
    const FIELDS: &'static str = "everything";
}

fn main() {}
