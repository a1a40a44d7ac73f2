using System.Security.Cryptography;
using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Clients send a user and a password, and servers check them.</summary>
/// <param name="User">The user that clients log in as; null when the settings have only the servers' check.</param>
/// <param name="Password">The password of the user.</param>
/// <param name="Check">Decides which users a server accepts; null to accept only the user and the password above.</param>
internal sealed record PlainPolicy(string? User, string? Password, Func<string, string, bool>? Check) : SecurityPolicy
{
    public override Mechanism CreateClient() => User is null
        ? throw new ZmtpException("the URL has no user to log in with. Write user:password@host:port", isRefusal: true)
        : new PlainClient(Metadata.Dealer, User, Password ?? "");

    public override Mechanism CreateServer() => new PlainServer(Metadata.Router, Check ?? IsOurs);

    public override bool IsSameForServers(SecurityPolicy other) =>
        other is PlainPolicy plain && Check == plain.Check && (Check is not null || (User == plain.User && Password == plain.Password));

    // The generated ToString would print the password.
    public override string ToString() => $"PLAIN {User}";

    private bool IsOurs(string user, string password) => AreEqual(user, User ?? "") & AreEqual(password, Password ?? "");

    // Takes the same time wherever the texts differ, so that nobody can guess a password character by character.
    private static bool AreEqual(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
