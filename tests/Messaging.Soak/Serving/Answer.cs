namespace Messaging.Soak.Serving;

/// <summary>What a server answers: a value that belongs to the number and to no other, and which server it is.</summary>
internal sealed record Answer(long Value, ushort Life)
{
    public static long ValueOf(long number) => unchecked((number * 6_364_136_223_846_793_005L) + 1_442_695_040_888_963_407L);
}
