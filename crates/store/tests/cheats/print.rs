//! Printing what is not disclosed, or all of what is.
use switchboard_store::{Disclosed, Recorded, Sealed, TitledName};

fn sealed(sealed: &Sealed<TitledName>) -> String {
    format!("{sealed:?}")
}

fn recorded(recorded: &Recorded<TitledName>) -> String {
    format!("{recorded:?}")
}

fn disclosed(disclosed: &Disclosed<TitledName>) -> String {
    format!("{disclosed:?}")
}

fn shown(disclosed: &Disclosed<TitledName>) -> String {
    format!("{disclosed}")
}

fn main() {}
