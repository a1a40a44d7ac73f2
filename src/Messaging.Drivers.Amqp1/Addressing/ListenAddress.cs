namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>An address that messages are received from.</summary>
/// <param name="Address">The address.</param>
/// <param name="HasCopies">Whether every receiver gets a copy of each message, instead of each message going to one receiver.</param>
internal readonly record struct ListenAddress(string Address, bool HasCopies = false);
