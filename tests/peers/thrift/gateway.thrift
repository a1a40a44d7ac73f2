// What the gateways of the tests take over Thrift.
exception KeyNotFound {
  1: string message
}

service Calc {
  i32 add(1: i32 a, 2: i32 b)
  string echo(1: string text)
  string user()
  string fail() throws (1: KeyNotFound error)
  i32 crash()
  oneway void note(1: string text)
  i32 hidden()
}
