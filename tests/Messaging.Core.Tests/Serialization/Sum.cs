namespace Messaging.Core.Tests.Serialization;

internal sealed record Sum(int Total);
