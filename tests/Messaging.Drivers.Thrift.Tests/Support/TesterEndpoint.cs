namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>Serves tester.thrift.</summary>
public sealed class TesterEndpoint
{
    private readonly Journal<string> _notes = new();

    public string Ping(string text) => text + "!";

    public int Add(int a, int b) => checked(a + b);

    public RpcValue Echo(RpcValue value) => value;

    public byte[] Reverse(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return [.. Enumerable.Reverse(bytes)];
    }

    public void Find(string name)
    {
        if (name == "missing")
        {
            throw new RemoteException("NotFound", "tester", "no such thing", keywordArguments: RpcValue.Parse("""{"message": "no such thing", "code": 404}"""));
        }

        if (name == "much")
        {
            throw new TooMuchException { Limit = 1L << 40 };
        }
    }

    public void Nothing()
    {
    }

    public void Note(string text) => _notes.Add(text);

    public IReadOnlyList<string> AllNotes() => _notes.Entries;

    public int Crash() => throw new InvalidOperationException("broken");

    public bool IsWarm(Colour colour) => colour == Colour.Red;

    public Task<string> WaitForNoteAsync(string text) => _notes.WaitForAsync(note => note == text, "a note");
}
