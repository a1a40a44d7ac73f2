namespace Messaging.Core.Tests.Serialization;

internal sealed record Terms(int Left, int Right);
