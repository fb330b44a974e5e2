//! A file that comes in over the network as something a thread can read. Nothing of it touches a disk.

use std::io::{self, Read};

use tokio::sync::mpsc;

/// Reads the pieces of a channel, one after the other. Dropping the sender is the end of the file.
#[derive(Debug)]
pub struct ChannelReader {
    pieces: mpsc::Receiver<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
}

/// How many pieces wait for the reader at most.
const AHEAD: usize = 8;

impl ChannelReader {
    /// A channel and its reading end.
    pub fn new() -> (mpsc::Sender<Vec<u8>>, Self) {
        let (send, pieces) = mpsc::channel(AHEAD);
        (
            send,
            Self {
                pieces,
                piece: Vec::new(),
                at: 0,
            },
        )
    }
}

impl Read for ChannelReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.piece.len() {
            match self.pieces.blocking_recv() {
                // An empty piece says that the connection broke: half a file is no file.
                Some(piece) if piece.is_empty() => {
                    return Err(io::Error::new(
                        io::ErrorKind::ConnectionAborted,
                        "the upload broke off; send the file again",
                    ));
                }
                Some(piece) => (self.piece, self.at) = (piece, 0),
                None => return Ok(0),
            }
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let taken = rest.len().min(out.len());
        let (to, from) = (out.get_mut(..taken), rest.get(..taken));
        if let (Some(to), Some(from)) = (to, from) {
            to.copy_from_slice(from);
        }
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_in_order_and_a_broken_upload_is_an_error() {
        let (send, mut reader) = ChannelReader::new();
        send.blocking_send(b"ab".to_vec()).unwrap();
        send.blocking_send(b"c".to_vec()).unwrap();
        drop(send);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");

        let (send, mut reader) = ChannelReader::new();
        send.blocking_send(b"ab".to_vec()).unwrap();
        send.blocking_send(Vec::new()).unwrap();
        assert_eq!(
            reader.read_to_string(&mut text).unwrap_err().kind(),
            io::ErrorKind::ConnectionAborted
        );
    }
}
