using System.Globalization;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Reads the declarations of a file.</summary>
/// <param name="words">The words of the file.</param>
/// <param name="program">Receives them.</param>
/// <param name="include">Reads an included file.</param>
internal sealed class IdlParser(IdlWords words, IdlProgram program, Func<string, IdlPlace, IdlProgram> include)
{
    private readonly IdlMemberParser _members = new(words);

    public void Parse()
    {
        while (words.Current.Kind != IdlTokenKind.End)
        {
            ParseDefinition(words.TakeName("a definition: struct, service, enum, typedef, const, union, exception, include or namespace"));
            words.SkipSeparator();
        }
    }

    private void ParseDefinition(IdlToken word)
    {
        switch (word.Text)
        {
            case "include":
                ParseInclude();
                break;
            case "cpp_include":
                words.TakeText("the name of a file");
                break;
            case "namespace":
                ParseNamespace();
                break;
            case "const":
                program.Add(ParseConstant());
                break;
            case "typedef":
                var type = _members.ParseType();
                var name = words.TakeName("the new name of the type");
                words.SkipAnnotations();
                program.Add(new IdlTypedef(name.Text, name.Place, type));
                break;
            case "enum":
                program.Add(ParseEnum());
                break;
            case "senum":
                program.Add(ParseTextEnum());
                break;
            case "struct":
                program.Add(ParseStruct(StructKind.Struct));
                break;
            case "union":
                program.Add(ParseStruct(StructKind.Union));
                break;
            case "exception":
                program.Add(ParseStruct(StructKind.Exception));
                break;
            case "service":
                program.Add(ParseService());
                break;
            default:
                throw word.Place.Error(
                    $"'{word.Text}' does not begin a definition. Write struct, service, enum, typedef, const, union, exception, include "
                        + "or namespace.");
        }
    }

    private void ParseInclude()
    {
        var file = words.TakeText("the name of a file");
        var included = include(file.Text, file.Place);
        program.Includes[included.Name] = included;
    }

    private void ParseNamespace()
    {
        if (!words.TryTake("*"))
        {
            words.TakeName("a language");
        }

        if (words.Current.Kind == IdlTokenKind.Text)
        {
            words.TakeText("a name");
        }
        else
        {
            words.TakeName("a name");
        }

        words.SkipAnnotations();
    }

    private IdlConstant ParseConstant()
    {
        var type = _members.ParseType();
        var name = words.TakeName("the name of the constant");
        words.Take("=", "the value of the constant");
        return new IdlConstant(name.Text, name.Place, type, _members.ParseValue());
    }

    private IdlEnum ParseEnum()
    {
        var name = words.TakeName("the name of the enum");
        words.Take("{", "the values of the enum");
        var values = new List<KeyValuePair<string, int>>();
        var next = 0L;
        while (!words.TryTake("}"))
        {
            var value = words.TakeName("a value of the enum, or }");
            if (words.TryTake("="))
            {
                var number = words.TakeInteger("the number of the value");
                next = IdlNumbers.Read(number, int.MinValue, int.MaxValue, "an enum's value");
            }

            if (next > int.MaxValue)
            {
                throw value.Place.Error($"the number of '{value.Text}' would be larger than "
                    + $"{int.MaxValue.ToString(CultureInfo.InvariantCulture)}. Give it a number.");
            }

            if (values.Exists(known => known.Key == value.Text))
            {
                throw value.Place.Error($"the enum '{name.Text}' has the value '{value.Text}' twice. Remove one of them.");
            }

            values.Add(new(value.Text, (int)next++));
            words.SkipAnnotations();
            words.SkipSeparator();
        }

        words.SkipAnnotations();
        return new IdlEnum(name.Text, name.Place, values);
    }

    /// <summary>An enum of texts, which Thrift's compilers treated as plain texts as long as they supported it.</summary>
    private IdlTypedef ParseTextEnum()
    {
        var name = words.TakeName("the name of the enum");
        words.Take("{", "the values of the enum");
        while (!words.TryTake("}"))
        {
            words.TakeText("a value of the enum");
            words.SkipSeparator();
        }

        words.SkipAnnotations();
        return new IdlTypedef(name.Text, name.Place, new IdlTypeName("string", [], name.Place));
    }

    private IdlStruct ParseStruct(StructKind kind)
    {
        var name = words.TakeName("a name");
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "xsd_all" })
        {
            words.TakeName("xsd_all");
        }

        words.Take("{", "the fields");
        var fields = _members.ParseFields("}");
        var space = words.TakeAnnotation("dotnet.namespace");
        return new IdlStruct(name.Text, name.Place, kind, fields, space);
    }

    private IdlService ParseService()
    {
        var name = words.TakeName("the name of the service");
        IdlTypeName? parent = null;
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "extends" })
        {
            words.TakeName("extends");
            var other = words.TakeName("the service that it extends");
            parent = new IdlTypeName(other.Text, [], other.Place);
        }

        words.Take("{", "the methods of the service");
        var functions = new List<IdlFunction>();
        while (!words.TryTake("}"))
        {
            var function = _members.ParseFunction();
            if (functions.Exists(known => known.Name == function.Name))
            {
                throw function.Place.Error(
                    $"the service '{name.Text}' has the method '{function.Name}' twice. Give one of them another name.");
            }

            functions.Add(function);
        }

        words.SkipAnnotations();
        return new IdlService(name.Text, name.Place, parent, functions);
    }
}
