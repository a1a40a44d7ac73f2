namespace Contracts;

/// <summary>Where a thing lies.</summary>
public enum Shelf
{
    /// <summary>Near the door.</summary>
    Front,

    /// <summary>At the wall.</summary>
    Back,
}
