using System.Security.Cryptography;
using System.Text;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Numbering;

/// <summary>Keeps the numbers of a run in its work folder, so that every life of the run gives the same ones: whole or not at all, with the hash of its content behind it.</summary>
internal static class NumberFile
{
    private const string Name = "numbers";
    private const int Version = 1;

    /// <summary>Place of the file, given the run's work folder.</summary>
    public static string Of(string workFolder) => Path.Combine(workFolder, Name);

    /// <summary>Writes the numbers.</summary>
    public static void Write(string path, IReadOnlyList<KeyNumbers> all)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(all.Count);
            foreach (var numbers in all)
            {
                writer.Write(numbers.Source);
                writer.Write(numbers.Key);
                writer.Write(numbers.Highest);
                writer.Write(numbers.Known);
                writer.Write(numbers.Given);
                foreach (var (key, number) in numbers.Ordered)
                {
                    writer.Write7BitEncodedInt(key.Length);
                    writer.Write(key);
                    writer.Write(number);
                }
            }
        }

        content.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        AtomicFile.Write(path, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Reads the numbers; null when there are none, or they are not as they were written.</summary>
    public static IReadOnlyList<KeyNumbers>? Read(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length))) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        if (reader.ReadInt32() != Version) return null;
        var all = new List<KeyNumbers>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var numbers = new KeyNumbers(reader.ReadString(), reader.ReadString()) { Highest = reader.ReadInt64() };
            var (known, given) = (reader.ReadInt32(), reader.ReadInt32());
            for (; known > 0; known--) numbers.AddKnown(reader.ReadBytes(reader.Read7BitEncodedInt()), reader.ReadInt64());
            for (; given > 0; given--)
            {
                numbers.Give(reader.ReadBytes(reader.Read7BitEncodedInt()));
                _ = reader.ReadInt64();
            }

            all.Add(numbers);
        }

        return all;
    }
}
