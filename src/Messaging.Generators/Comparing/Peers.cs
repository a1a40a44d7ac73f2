namespace Messaging.Generators.Comparing;

/// <summary>Programs with the contract as it is recorded, which are deployed.</summary>
[Flags]
internal enum Peers
{
    None = 0,

    /// <summary>Clients, which call servers with the contract as it is now.</summary>
    Clients = 1,

    /// <summary>Servers, which are called by clients with the contract as it is now.</summary>
    Servers = 2,
}
