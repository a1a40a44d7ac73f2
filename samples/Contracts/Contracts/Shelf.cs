namespace Contracts;

/// <summary>Where an item is stored.</summary>
public enum Shelf
{
    /// <summary>Near the door.</summary>
    Front,

    /// <summary>At the wall.</summary>
    Back,
}
