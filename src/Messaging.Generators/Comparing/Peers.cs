namespace Messaging.Generators.Comparing;

/// <summary>Deployed programs, which have the contract as it is recorded.</summary>
[Flags]
internal enum Peers
{
    None = 0,

    /// <summary>Clients, which call servers with the contract as it is now.</summary>
    Clients = 1,

    /// <summary>Servers, which are called by clients with the contract as it is now.</summary>
    Servers = 2,
}
