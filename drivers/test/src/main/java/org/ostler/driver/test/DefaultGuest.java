package org.ostler.driver.test;

/// The guest that runs on `test:///default`, with the values that libvirt's has (observed with
/// virsh 9.0). Constant.
final class DefaultGuest {
    static final String XML =
            """
            <domain type='test'>
              <name>test</name>
              <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
              <memory unit='GiB'>8</memory>
              <currentMemory unit='GiB'>2</currentMemory>
              <vcpu>2</vcpu>
              <os><type arch='i686'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/guest/diskimage1'/>
                  <target dev='vda' bus='virtio'/>
                  <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
                </disk>
                <interface type='network'>
                  <mac address='aa:bb:cc:dd:ee:ff'/>
                  <source network='default'/>
                  <target dev='testnet0'/>
                  <address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/>
                </interface>
                <memballoon model='virtio'>
                  <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
                </memballoon>
              </devices>
            </domain>
            """;

    private DefaultGuest() {}
}
