import { expect, test } from "vitest";
import { isPublicAddress } from "../../../clusters/open-wall.ts";

test.each(["1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "223.255.255.255"])("%s is somebody's on the internet", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(["0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.53", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "168.63.129.16", "224.0.0.251", "255.255.255.255", "dns.example", "::1", ""])("%s is not", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
