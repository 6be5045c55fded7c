namespace Lumos.Core.Vocabulary;

/// <summary>
/// The built-in representation of texts: character trigrams and the layout of letters and digits, hashed into a fixed number of
/// buckets and scaled to length one. The same on every machine; needs no model.
/// </summary>
internal sealed class TextVector
{
    /// <summary>Buckets.</summary>
    public const int Size = 256;

    /// <summary>Names this representation where several are kept.</summary>
    public const string Representation = "builtin:trigrams-256";

    private readonly float[] _values;

    private TextVector(float[] values) => _values = values;

    /// <summary>The numbers.</summary>
    public ReadOnlyMemory<float> Values => _values;

    /// <summary>Centroid of some texts; zero for none.</summary>
    public static TextVector Of(IEnumerable<string> texts)
    {
        var values = new float[Size];
        foreach (var text in texts) Add(values, text);
        double length = 0;
        foreach (var v in values) length += (double)v * v;
        if (length > 0)
        {
            var scale = (float)(1 / Math.Sqrt(length));
            for (var i = 0; i < Size; i++) values[i] *= scale;
        }

        return new TextVector(values);
    }

    /// <summary>Cosine, 0 to 1.</summary>
    public double Similarity(TextVector other)
    {
        double sum = 0;
        for (var i = 0; i < Size; i++) sum += (double)_values[i] * other._values[i];
        return Math.Clamp(sum, 0, 1);
    }

    private static void Add(float[] values, string text)
    {
        var folded = TextFolding.Fold(text.Length > 64 ? text[..64] : text);
        uint before = '^', last = '^';
        foreach (var c in folded)
        {
            values[Bucket(before * 31 + last, c)] += 1;
            (before, last) = (last, c);
        }

        values[Bucket(before * 31 + last, '$')] += 1;
        var shape = 2166136261u;
        char previous = '\0';
        foreach (var c in text)
        {
            var kind = char.IsDigit(c) ? '9' : char.IsUpper(c) ? 'A' : char.IsLetter(c) ? 'a' : c;
            if (kind == previous && kind is 'a' or '9') continue;
            shape = (shape ^ kind) * 16777619;
            previous = kind;
        }

        values[shape % Size] += 2;
    }

    private static uint Bucket(uint context, char c)
    {
        var hash = (2166136261u ^ context) * 16777619;
        hash = (hash ^ c) * 16777619;
        return (hash ^ (hash >> 15)) % Size;
    }
}
