namespace Messaging.Intake;

/// <summary>Classifies a message that arrives.</summary>
internal enum Arrival
{
    /// <summary>A new message.</summary>
    New,

    /// <summary>A copy of a message that is or was here: it is settled like the first.</summary>
    Copy,

    /// <summary>A message of another sender with the id of one that is or was here. Not accepted.</summary>
    IdOfAnother,
}
