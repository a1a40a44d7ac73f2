namespace Messaging.Interop.Tests.Stage;

/// <summary>In which language one role of a scenario is played.</summary>
public enum Side
{
    /// <summary>The original: oslo.messaging.</summary>
    Python,

    /// <summary>This project.</summary>
    Dotnet,
}
