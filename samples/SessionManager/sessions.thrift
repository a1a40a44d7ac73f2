// The service that clients of the session manager call. Any Thrift compiler can generate clients from this file.
namespace * sessions

// The peer is away, or went away before it answered.
exception PeerLost {
  1: string message
}

// The peer refused.
exception Refused {
  1: string message
}

struct Session {
  1: string id
  2: string user
}

struct Status {
  1: bool connected
  2: i32 outstanding
  3: i32 sessions
}

service SessionManager {
  Session open(1: string user) throws (1: PeerLost lost, 2: Refused refused)
  void close(1: string id) throws (1: PeerLost lost, 2: Refused refused)
  Status status()
}
