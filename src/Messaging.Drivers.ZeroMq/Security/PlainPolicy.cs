using System.Security.Cryptography;
using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Clients send a user and a password, and servers check them.</summary>
/// <param name="User">The user that clients send; null when there are only servers.</param>
/// <param name="Password">The password that clients send.</param>
/// <param name="Check">The servers' check; null to compare with the user and the password above.</param>
internal sealed record PlainPolicy(string? User, string? Password, Func<string, string, bool>? Check) : SecurityPolicy
{
    public override Mechanism CreateClient() => User is null
        ? throw new ZmtpException("the URL has no user to log in with. Write user:password@host:port", isRefusal: true)
        : new PlainClient(Metadata.Dealer, User, Password ?? "");

    public override Mechanism CreateServer() => new PlainServer(Metadata.Router, Check ?? IsOurs);

    public override bool IsSameForServers(SecurityPolicy other) =>
        other is PlainPolicy plain && Check == plain.Check && (Check is not null || (User == plain.User && Password == plain.Password));

    // The default text of a record would contain the password.
    public override string ToString() => $"PLAIN {User}";

    private bool IsOurs(string user, string password) => AreEqual(user, User ?? "") & AreEqual(password, Password ?? "");

    // In constant time, so that nobody can find out a password letter by letter.
    private static bool AreEqual(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
