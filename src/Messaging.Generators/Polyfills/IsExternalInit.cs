using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>The compiler needs it for <c>init</c> accessors; the target framework of analyzers does not have it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
