//! The one list of what can go wrong in the store.

pub use crate::engine::Fault;

impl From<crate::keys::KeyError> for Fault {
    fn from(error: crate::keys::KeyError) -> Self {
        Self::Keys(error.to_string())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::World(format!(
            "a file of the world can not be read or written ({})",
            error.kind()
        ))
    }
}
