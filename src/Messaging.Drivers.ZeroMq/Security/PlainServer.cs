using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>The server of PLAIN: accepts the clients that pass the check.</summary>
/// <param name="socketType">The type of our socket.</param>
/// <param name="check">Whether a user with this password is accepted.</param>
internal sealed class PlainServer(string socketType, Func<string, string, bool> check) : Mechanism(socketType)
{
    private string? _user;

    public override string Name => "PLAIN";

    public override bool IsServer => true;

    public override CallerIdentity? Caller => _user is null ? null : new CallerIdentity(CallerIdentity.PlainUser, _user);

    public override void Take(ReadOnlySpan<byte> command, MessageBuffer output)
    {
        if (_user is not null)
        {
            var metadata = Command.Expect(command, "INITIATE"u8);
            End(metadata);
            WriteMetadata(output, "READY"u8);
            return;
        }

        var data = Command.Expect(command, "HELLO"u8);
        var user = Read(ref data);
        var password = Read(ref data);
        if (!data.IsEmpty)
        {
            throw new ZmtpException("the HELLO contains more than a user and a password");
        }

        if (!IsRight(user, password))
        {
            throw new ZmtpException("the user or the password is wrong", isRefusal: true) { IsFailedLogin = true };
        }

        _user = user;
        Command.Write(output, "WELCOME"u8, []);
    }

    private bool IsRight(string user, string password)
    {
        try
        {
            return check(user, password);
        }
        catch (Exception e)
        {
            // Thrown by the application's check. It is logged, but not sent to the client.
            throw new ZmtpException($"the check of the user failed: {e.Message}", e);
        }
    }

    private static string Read(ref ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data.Length < 1 + data[0])
        {
            throw new ZmtpException("the peer sent a HELLO without a user and a password");
        }

        var text = Encoding.UTF8.GetString(data.Slice(1, data[0]));
        data = data[(1 + data[0])..];
        return text;
    }
}
