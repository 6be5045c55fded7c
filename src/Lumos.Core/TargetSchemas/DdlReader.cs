using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>
/// Reads CREATE TABLE (and the keys of ALTER TABLE ... ADD) of common SQL dialects. Other statements are passed over; a thing
/// inside CREATE TABLE that is not understood is a problem with its line and column.
/// </summary>
internal sealed partial class DdlReader
{
    private readonly List<DdlToken> _tokens;
    private readonly SchemaProblems _problems;
    private readonly List<TableDraft> _tables = [];
    private readonly Dictionary<string, DeclaredType> _types = new(StringComparer.OrdinalIgnoreCase);
    private int _at;

    private DdlReader(List<DdlToken> tokens, SchemaProblems problems) => (_tokens, _problems) = (tokens, problems);

    public static IReadOnlyList<TargetTable> Read(string script, SchemaProblems problems)
    {
        var reader = new DdlReader(DdlToken.Split(script, problems), problems);
        reader.ReadTypes();
        while (reader.Now.Kind != DdlKind.End) reader.Statement();
        if (reader._tables.Count == 0) problems.Add("The script has no CREATE TABLE statement.");
        return [.. reader._tables.Select(t => t.ToTable(reader._tables))];
    }

    private DdlToken Now => _tokens[_at];

    private void Statement()
    {
        if (Take("create"))
        {
            while (Now.Is("or") || Now.Is("replace") || Now.Is("temp") || Now.Is("temporary") || Now.Is("global") || Now.Is("local") || Now.Is("unlogged") || Now.Is("external") || Now.Is("transient")) _at++;
            if (Take("table")) CreateTable();
        }
        else if (Take("alter") && Take("table"))
        {
            AlterTable();
        }

        SkipStatement();
    }

    /// <summary>CREATE TYPE ... AS ENUM, wherever it stands.</summary>
    private void ReadTypes()
    {
        for (_at = 0; Now.Kind != DdlKind.End; SkipStatement())
        {
            if (!Take("create") || !Take("type") || Name() is not { } name) continue;

            // Names without quotes are small letters to those who make types.
            if (_tokens[_at - 1].Kind == DdlKind.Word) name = name.ToLowerInvariant();
            if (Take("as") && Members() is { } labels) _types[name] = new DeclaredType(name, labels);
        }

        _at = 0;
    }

    private void CreateTable()
    {
        if (Take("if"))
        {
            Take("not");
            Take("exists");
        }

        var place = Now;
        if (Name() is not { } name)
        {
            _problems.Add($"{Capital(place.Place)}: a table name is expected after CREATE TABLE.");
            return;
        }

        var table = new TableDraft(name);
        _tables.Add(table);
        if (!Take("("))
        {
            _problems.Add($"{Capital(Now.Place)}: '(' and the columns of '{name}' are expected.");
            return;
        }

        while (Now.Kind != DdlKind.End && !Now.Is(")"))
        {
            if (!TableConstraint(table) && !ColumnDefinition(table)) SkipItem();
            if (!Take(",")) break;
        }

        if (!Take(")")) _problems.Add($"{Capital(Now.Place)}: '{Now.Text}' is not understood in the definition of '{name}'.");
    }

    private void AlterTable()
    {
        if (Take("if")) Take("exists");
        Take("only");
        if (Name() is not { } name || _tables.Find(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } table) return;
        if (Take("add")) TableConstraint(table);
    }

    private bool Take(string word)
    {
        if (!Now.Is(word)) return false;
        _at++;
        return true;
    }

    /// <summary>A name, the last part of a dotted one. A template's placeholder may stand for the schema: <c>@schema.t</c>, <c>${schema}.t</c>, <c>{{ schema }}.t</c>, <c>:schema.t</c>.</summary>
    private string? Name()
    {
        SkipPlaceholder();
        if (Now.Kind is not (DdlKind.Word or DdlKind.QuotedName)) return null;
        var name = Now.Text;
        _at++;
        while (Now.Is(".") && _tokens[_at + 1].Kind is DdlKind.Word or DdlKind.QuotedName && Now.Is("."))
        {
            _at++;
            name = Now.Text;
            _at++;
        }

        return name;
    }

    private void SkipPlaceholder()
    {
        if (!(Now.Is("@") || Now.Is("$") || Now.Is("{") || Now.Is(":") || Now.Is("&"))) return;
        var at = _at;
        while (Now.Kind == DdlKind.Symbol && !Now.Is(".") && !Now.Is("(")) _at++;
        if (Now.Kind == DdlKind.Word) _at++;
        while (Now.Is("}")) _at++;
        if (!Take(".")) _at = at;
    }

    private List<string> Names()
    {
        var names = new List<string>();
        if (!Take("(")) return names;
        while (Name() is { } name)
        {
            names.Add(name);
            while (!Now.Is(",") && !Now.Is(")") && Now.Kind != DdlKind.End) _at++;
            if (!Take(",")) break;
        }

        Take(")");
        return names;
    }

    /// <summary>Goes to the comma or bracket that ends an item, over nested brackets.</summary>
    private void SkipItem()
    {
        var depth = 0;
        while (Now.Kind != DdlKind.End && !(depth == 0 && (Now.Is(",") || Now.Is(")"))) && !(depth == 0 && Now.Is(";")))
        {
            if (Now.Is("(")) depth++;
            if (Now.Is(")")) depth--;
            _at++;
        }
    }

    private void SkipStatement()
    {
        while (Now.Kind != DdlKind.End && !Now.Is(";")) _at++;
        Take(";");
    }

    private static string Capital(string place) => char.ToUpperInvariant(place[0]) + place[1..];
}
