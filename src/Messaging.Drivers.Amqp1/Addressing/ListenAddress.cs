namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>Where messages are received.</summary>
/// <param name="Address">The address.</param>
/// <param name="HasCopies">Whether it gives a copy of a message to each who asks, and not each message to one.</param>
internal readonly record struct ListenAddress(string Address, bool HasCopies = false);
