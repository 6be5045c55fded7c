using System.Globalization;
using System.Text;

namespace Lumos.Testing.Samples;

/// <summary>Writes delimited text the way a given exporter would, and expected tables the way the tests read them.</summary>
internal sealed class SampleFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly char _delimiter;
    private readonly string _newline;

    public SampleFile(string path, char delimiter, Encoding encoding, string newline)
    {
        _delimiter = delimiter;
        _newline = newline;
        _writer = new StreamWriter(path, append: false, encoding, bufferSize: 1 << 16);
    }

    /// <summary>An expected table: comma, UTF-8 without mark, LF, NULL as nothing and empty text as <c>""</c>.</summary>
    public static SampleFile Expected(string path, params string[] header)
    {
        var file = new SampleFile(path, ',', new UTF8Encoding(false), "\n");
        file.Row(header);
        return file;
    }

    public void Line(string text) => _writer.Write(text + _newline);

    public void Row(params string?[] fields) => Line(string.Join(_delimiter, fields.Select(Quote)));

    private string Quote(string? field)
    {
        if (field is null) return "";
        if (field.Length == 0) return "\"\"";
        return field.AsSpan().IndexOfAny("\"\r\n") >= 0 || field.Contains(_delimiter)
            ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : field;
    }

    public void Dispose() => _writer.Dispose();

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Fixed(decimal value, int scale) => value.ToString("F" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
