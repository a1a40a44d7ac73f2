namespace Messaging.Drivers.Thrift.Idl;

/// <summary>The tokens of a file, read one at a time. An unexpected token is an error at its place.</summary>
internal sealed class IdlWords
{
    private readonly IdlScanner _scanner;

    public IdlWords(IdlScanner scanner)
    {
        _scanner = scanner;
        Current = scanner.Next();
    }

    public IdlToken Current { get; private set; }

    public IdlToken Take()
    {
        var taken = Current;
        Current = _scanner.Next();
        return taken;
    }

    public bool TryTake(string symbol)
    {
        var isIt = IsAt(symbol);
        if (isIt)
        {
            Take();
        }

        return isIt;
    }

    public bool IsAt(string symbol) => Current.Kind == IdlTokenKind.Symbol && Current.Text == symbol;

    public void Take(string symbol, string before)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"'{symbol}' before {before}");
        }
    }

    public IdlToken TakeName(string what) => Current.Kind == IdlTokenKind.Name ? Take() : throw Unexpected(what);

    public IdlToken TakeText(string what) => Current.Kind == IdlTokenKind.Text ? Take() : throw Unexpected(what + " in quotes");

    public IdlToken TakeInteger(string what) => Current.Kind == IdlTokenKind.Integer ? Take() : throw Unexpected(what);

    public void SkipSeparator()
    {
        if (!TryTake(","))
        {
            TryTake(";");
        }
    }

    /// <summary>Skips the annotations in brackets after a type, a field or a definition: they are for compilers.</summary>
    public void SkipAnnotations() => TakeAnnotation("");

    /// <summary>Skips the annotations in brackets and returns the text of one of them; null when it is not there.</summary>
    public string? TakeAnnotation(string wanted)
    {
        string? found = null;
        if (!TryTake("("))
        {
            return null;
        }

        while (!TryTake(")"))
        {
            var name = TakeName("the name of an annotation, or )");
            if (TryTake("=") && Current.Kind is not (IdlTokenKind.Text or IdlTokenKind.Name or IdlTokenKind.Integer or IdlTokenKind.Number))
            {
                throw Unexpected("the value of the annotation");
            }
            else if (Current.Kind is IdlTokenKind.Text or IdlTokenKind.Integer or IdlTokenKind.Number)
            {
                var value = Take();
                found = name.Text == wanted ? value.Text : found;
            }

            SkipSeparator();
        }

        return found;
    }

    public ThriftIdlException Unexpected(string expected) => Current.Place.Error($"expected {expected}, but found {Current}.");
}
