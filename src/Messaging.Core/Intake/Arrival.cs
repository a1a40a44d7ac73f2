namespace Messaging.Intake;

/// <summary>What a message is that arrives.</summary>
internal enum Arrival
{
    /// <summary>One that was not here.</summary>
    New,

    /// <summary>One that is or was here: it is settled as the first.</summary>
    Copy,

    /// <summary>One of another sender that carries the id of one that is or was here. Not taken in.</summary>
    IdOfAnother,
}
