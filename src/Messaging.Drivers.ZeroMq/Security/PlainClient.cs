using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>The client of PLAIN: sends its user and password, which anyone on the network path can read.</summary>
internal sealed class PlainClient(string socketType, string user, string password) : Mechanism(socketType)
{
    private bool _isWelcome;

    public override string Name => "PLAIN";

    public override void Start(MessageBuffer output)
    {
        Span<byte> data = stackalloc byte[2 * (1 + byte.MaxValue)];
        var at = Write(data, user);
        at += Write(data[at..], password);
        Command.Write(output, "HELLO"u8, data[..at]);
    }

    public override void Take(ReadOnlySpan<byte> command, MessageBuffer output)
    {
        if (_isWelcome)
        {
            End(Command.Expect(command, "READY"u8));
            return;
        }

        Command.Expect(command, "WELCOME"u8);
        _isWelcome = true;
        WriteMetadata(output, "INITIATE"u8);
    }

    // SecurityReader has checked that user and password fit.
    private static int Write(Span<byte> destination, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, destination[1..]);
        destination[0] = (byte)length;
        return 1 + length;
    }
}
