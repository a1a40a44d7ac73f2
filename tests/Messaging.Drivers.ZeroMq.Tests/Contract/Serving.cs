namespace Messaging.Drivers.ZeroMq.Tests.Contract;

/// <summary>Whether somebody has bound the address before the test does: what is a broker that runs elsewhere.</summary>
internal enum Serving
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>A server of another topic.</summary>
    Somebody,
}
