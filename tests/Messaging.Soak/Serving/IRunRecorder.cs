namespace Messaging.Soak.Serving;

/// <summary>Where a server notes what it runs.</summary>
internal interface IRunRecorder
{
    /// <summary>Notes that a server began to run a number.</summary>
    void Record(long number, ushort life);
}
