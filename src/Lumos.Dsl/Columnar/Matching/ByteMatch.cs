namespace Lumos.Dsl.Columnar.Matching;

/// <summary>A match: where it begins and ends, and the extracted group.</summary>
internal unsafe struct ByteMatch
{
    public byte* Start;
    public byte* End;
    public byte* GroupStart;
    public byte* GroupEnd;
}
