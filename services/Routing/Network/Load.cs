namespace Logistics.Routing.Network;

/// <summary>What goods take up of a run.</summary>
/// <param name="Units">Handling units: places on the floor.</param>
internal readonly record struct Load(double WeightKg, double VolumeM3 = 0, int Units = 0)
{
    public static Load operator +(Load a, Load b) => new(a.WeightKg + b.WeightKg, a.VolumeM3 + b.VolumeM3, a.Units + b.Units);

    public static Load operator -(Load a, Load b) => new(a.WeightKg - b.WeightKg, a.VolumeM3 - b.VolumeM3, a.Units - b.Units);

    /// <param name="room">Volume or units null where nobody stated how much there is.</param>
    internal bool Within((double WeightKg, double? VolumeM3, int? Units) room) =>
        WeightKg <= room.WeightKg && !(VolumeM3 > room.VolumeM3) && !(Units > room.Units);
}
