namespace Lumos.Core.Ingest.Json;

/// <summary>A list of records in a JSON file: the values of an array, or the values that follow one another as in JSON lines.</summary>
/// <param name="path">Keys that lead to the array, with dots between; empty for the file's own values.</param>
/// <param name="values">What is there: the array, or the file's own values.</param>
internal sealed class JsonList(string path, JsonShape values)
{
    /// <summary>Location of the file as one value, whatever lies in it.</summary>
    public const string WholeFile = "$";

    /// <summary>Keys that lead to the array, with dots between; empty for the file's own values.</summary>
    public string Path { get; } = path;

    /// <summary>What is there: the array, or the file's own values.</summary>
    public JsonShape Values { get; } = values;

    /// <summary>What its records hold.</summary>
    public JsonShape Records => IsArray ? Values.Items! : Values;

    /// <summary>Whether the records stand in an array, rather than one after the other.</summary>
    public bool IsArray { get; init; }

    /// <summary>Offset behind the opening bracket, in the text as UTF-8; 0 for the file's own values.</summary>
    public long Start { get; init; }

    /// <summary>1-based line of that place.</summary>
    public long StartLine { get; init; } = 1;

    /// <summary>Whether another array lies under the same keys.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>Whether it reads like a table: most of its values are objects.</summary>
    public bool HasRecords => Records.Fields.Count > 0 && Records.Objects * 2 >= Records.Count;
}
