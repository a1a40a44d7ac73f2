namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>An address from which messages are received.</summary>
/// <param name="Address">The address.</param>
/// <param name="HasCopies">Whether each receiver gets a copy of every message, rather than each message going to one receiver.</param>
internal readonly record struct ListenAddress(string Address, bool HasCopies = false);
